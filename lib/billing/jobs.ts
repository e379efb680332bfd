import { job, type Jobs } from '@/lib/platform/job-definition';
import { paymentProvider } from '@/lib/platform/ports';
import { followPayment } from './commands/follow-payment';
import { paymentJobInput } from './schema';

export const billingJobs: Jobs = {
  'billing.follow-payment': job(paymentJobInput, (ctx, input) =>
    followPayment(ctx, input, paymentProvider()),
  ),
};
