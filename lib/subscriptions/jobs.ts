import { z } from 'zod';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { schedule } from '@/lib/platform/jobs';
import { askAutopay } from './commands/ask-autopay';
import { renewDue } from './commands/renew-due';
import { settleDebts } from './commands/settle-debts';
import { isAnyDue } from './renewal.store';

/** So many connections renew at once, wherever the workers are. */
const LANES = 2;

/** Sets the lanes going when something is due in the day of its organization; nothing due, nothing done. */
async function startLanes(): Promise<void> {
  const client = db();
  const now = (await productClock(client)).now();
  if (!(await isAnyDue(client, { now }))) return;
  for (let lane = 1; lane <= LANES; lane += 1) {
    const name = `subscriptions.renew:${lane}`;
    await schedule(client, 'subscriptions.renew', {}, { key: name, queue: name });
  }
}

async function renewLane(): Promise<void> {
  await renewDue(db(), await productClock(db()));
}

export const subscriptionsJobs: Jobs = {
  'subscriptions.renew-due': startLanes,
  'subscriptions.renew': renewLane,
  'subscriptions.ask-autopay': job(z.object({}), askAutopay),
  'subscriptions.settle-debts': job(z.object({}), settleDebts),
};
