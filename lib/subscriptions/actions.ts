'use server';

import { action } from '@/lib/platform/action';
import { changePeriod as changePeriodCommand } from './commands/change-period';
import { changePeriodNow as changePeriodNowCommand } from './commands/change-period-now';
import { quotePeriodChange as quoteCommand } from './commands/quote-period-change';
import { renewNow as renewNowCommand } from './commands/renew-now';
import { resumeSubscription as resumeCommand } from './commands/resume';
import { stopRenewal as stopCommand } from './commands/stop';
import { subscriptionMessages } from './messages';
import { changePeriodInput, changePeriodNowInput, renewNowInput, resumeInput, stopInput } from './schema';

export const changePeriod = action(
  changePeriodInput,
  changePeriodCommand,
  subscriptionMessages,
  'subscriptions.changePeriod',
);
export const quotePeriodChange = action(
  changePeriodInput,
  quoteCommand,
  subscriptionMessages,
  'subscriptions.changePeriod',
);
export const changePeriodNow = action(
  changePeriodNowInput,
  changePeriodNowCommand,
  subscriptionMessages,
  'subscriptions.changePeriodNow',
  { confirmed: true },
);
export const stopRenewal = action(stopInput, stopCommand, subscriptionMessages, 'subscriptions.stop');
export const resumeSubscription = action(
  resumeInput,
  resumeCommand,
  subscriptionMessages,
  'subscriptions.resume',
);
export const renewNow = action(
  renewNowInput,
  renewNowCommand,
  subscriptionMessages,
  'subscriptions.renewNow',
  { confirmed: true },
);
