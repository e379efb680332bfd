import { billingJobs } from '@/lib/billing/jobs';
import { cardOrderJobs } from '@/lib/card-orders/jobs';
import { simBulkJobs } from '@/lib/sim-cards/bulk/jobs';
import { simCardJobs } from '@/lib/sim-cards/jobs';
import { oneCardJobs } from '@/lib/sim-cards/one-card.jobs';
import { installationsJobs } from '@/lib/installations/jobs';
import { receiptJobs } from '@/lib/receipts/jobs';
import { subscriptionsJobs } from '@/lib/subscriptions/jobs';
import type { Jobs } from './job-definition';

/** Every background task of the product by name; the worker runs exactly these. */
export const jobs: Jobs = {
  ...billingJobs,
  ...cardOrderJobs,
  ...simBulkJobs,
  ...simCardJobs,
  ...oneCardJobs,
  ...installationsJobs,
  ...subscriptionsJobs,
  ...receiptJobs,
};

/** Tasks that run by the clock, every minute, on one of the workers; a worker that starts asks for them at once. */
export const everyMinute: readonly string[] = [
  'sim-cards.watch',
  'sim-cards.reconcile',
  'sim-cards.subscribe-operators',
  'sim-cards.sync-usage',
  'sim-cards.watch-limits',
  'sim-cards.bulk-resume',
  'card-orders.resume',
  'card-orders.expire',
  'subscriptions.renew-due',
  'installations.finish-removals',
  'receipts.deliver',
];
