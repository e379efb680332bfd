'use server';

import { action } from '@/lib/platform/action';
import { simOperator } from '@/lib/platform/ports';
import { refreshUsage as refreshCommand } from './commands/refresh-usage';
import { setCardLimit as setCardLimitCommand } from './commands/set-card-limit';
import { setLimitPolicy as setLimitPolicyCommand } from './commands/set-limit-policy';
import { usageMessages } from './messages';
import { refreshUsageInput, setCardLimitInput, setLimitPolicyInput } from './schema';

export const setCardLimit = action(
  setCardLimitInput,
  setCardLimitCommand,
  usageMessages,
  'simCards.setLimit',
);
export const setLimitPolicy = action(
  setLimitPolicyInput,
  setLimitPolicyCommand,
  usageMessages,
  'simCards.setLimitPolicy',
);
export const refreshUsage = action(
  refreshUsageInput,
  (ctx, input) => refreshCommand(ctx, input, simOperator),
  usageMessages,
  'simCards.refreshUsage',
);
