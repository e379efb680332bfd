import { accessJobs } from '@/lib/access/jobs';
import { billingJobs } from '@/lib/billing/jobs';
import { cardOrderJobs } from '@/lib/card-orders/jobs';
import { simBulkJobs } from '@/lib/sim-cards/bulk/jobs';
import { simCardJobs } from '@/lib/sim-cards/jobs';
import { oneCardJobs } from '@/lib/sim-cards/one-card.jobs';
import { notificationJobs } from '@/lib/notifications/jobs';
import { installationsJobs } from '@/lib/installations/jobs';
import { receiptJobs } from '@/lib/receipts/jobs';
import { invoicingJobs } from '@/lib/invoicing/jobs';
import { subscriptionsJobs } from '@/lib/subscriptions/jobs';
import { terminalJobs } from '@/lib/terminals/jobs';
import { cloudJobs } from '@/lib/terminals/cloud/jobs';
import { db } from './db';
import type { Jobs } from './job-definition';
import { schedule } from './jobs';

/** Every background task of the product by name; the worker runs exactly these. */
export const jobs: Jobs = {
  ...accessJobs,
  ...billingJobs,
  ...cardOrderJobs,
  ...simBulkJobs,
  ...simCardJobs,
  ...oneCardJobs,
  ...installationsJobs,
  ...notificationJobs,
  ...invoicingJobs,
  ...subscriptionsJobs,
  ...receiptJobs,
  ...terminalJobs,
  ...cloudJobs,
  'clock.tick': async () => {
    for (const task of everyMinute) await schedule(db(), task, {}, { key: `tick:${task}` });
  },
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
  'card-orders.subscribe',
  'subscriptions.renew-due',
  'installations.finish-removals',
  'receipts.deliver',
  'letters.send',
  'invoicing.close-months',
  'terminals.watch',
  'notifications.look-at-terminals',
];
