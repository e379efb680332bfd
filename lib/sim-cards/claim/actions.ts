'use server';

import { action } from '@/lib/platform/action';
import { simOperator } from '@/lib/platform/ports';
import { claimCard as claimCardCommand } from './commands/claim-card';
import { claimList as claimListCommand } from './commands/claim-list';
import { claimMessages } from './messages';
import { claimCardInput, claimListInput } from './schema';

export const claimCard = action(
  claimCardInput,
  (ctx, input) => claimCardCommand(ctx, input, simOperator),
  claimMessages,
  'simCards.claim',
);
export const claimList = action(
  claimListInput,
  (ctx, input) => claimListCommand(ctx, input, simOperator),
  claimMessages,
  'simCards.claim',
);
