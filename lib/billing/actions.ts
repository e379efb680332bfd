'use server';

import { action } from '@/lib/platform/action';
import { paymentProvider } from '@/lib/platform/ports';
import { startTopUp as startTopUpCommand } from './commands/start-top-up';
import { billingMessages } from './messages';
import { topUpInput } from './schema';

export const startTopUp = action(
  topUpInput,
  (ctx, input) => startTopUpCommand(ctx, input, paymentProvider()),
  billingMessages,
);
