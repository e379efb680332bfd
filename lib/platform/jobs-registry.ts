import { billingJobs } from '@/lib/billing/jobs';
import { cardOrderJobs } from '@/lib/card-orders/jobs';
import { simCardJobs } from '@/lib/sim-cards/jobs';
import { installationsJobs } from '@/lib/installations/jobs';
import { subscriptionsJobs } from '@/lib/subscriptions/jobs';
import type { Jobs } from './job-definition';

/** Every background task of the product by name; the worker runs exactly these. */
export const jobs: Jobs = {
  ...billingJobs,
  ...cardOrderJobs,
  ...simCardJobs,
  ...installationsJobs,
  ...subscriptionsJobs,
};

/** graphile-worker crontab: tasks that run by the clock on exactly one of the workers. */
export const crontab = `
* * * * * sim-cards.resume
* * * * * sim-cards.subscribe-operators
* * * * * card-orders.resume
* * * * * subscriptions.renew-due
* * * * * installations.finish-removals
`;
