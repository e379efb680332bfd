'use server';

import { action } from '@/lib/platform/action';
import { paymentProvider } from '@/lib/platform/ports';
import { removeCard } from './commands/remove-card';
import { setAutopay as setAutopayCommand } from './commands/set-autopay';
import { startRefund as startRefundCommand } from './commands/start-refund';
import { startTopUp as startTopUpCommand } from './commands/start-top-up';
import { stopAutopay as stopAutopayCommand } from './commands/stop-autopay';
import { billingMessages, cardMessages, refundMessages } from './messages';
import { noInput, paymentCardInput, refundInput, topUpInput } from './schema';

export const startTopUp = action(
  topUpInput,
  (ctx, input) => startTopUpCommand(ctx, input, paymentProvider()),
  billingMessages,
  'billing.topUp',
  { confirmed: true },
);

export const startRefund = action(
  refundInput,
  (ctx, input) => startRefundCommand(ctx, input, paymentProvider()),
  refundMessages,
  'billing.refund',
  { confirmed: true },
);

export const setAutopay = action(paymentCardInput, setAutopayCommand, cardMessages, 'billing.setAutopay', {
  confirmed: true,
});
export const stopAutopay = action(noInput, stopAutopayCommand, cardMessages, 'billing.stopAutopay', {
  confirmed: true,
});
export const removePaymentCard = action(paymentCardInput, removeCard, cardMessages, 'billing.removeCard', {
  confirmed: true,
});
