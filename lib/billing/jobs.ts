import { job, type Jobs } from '@/lib/platform/job-definition';
import { paymentProvider } from '@/lib/platform/ports';
import { chargeSavedCard } from './commands/charge-saved-card';
import { followPayment } from './commands/follow-payment';
import { followRefund } from './commands/follow-refund';
import { autopayJobInput, paymentJobInput, refundJobInput } from './schema';

export const billingJobs: Jobs = {
  'billing.follow-payment': job(paymentJobInput, (ctx, input) =>
    followPayment(ctx, input, paymentProvider()),
  ),
  'billing.follow-refund': job(refundJobInput, (ctx, input) => followRefund(ctx, input, paymentProvider())),
  'billing.autopay': job(autopayJobInput, (ctx, input) => chargeSavedCard(ctx, input, paymentProvider())),
};
