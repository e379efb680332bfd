import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { log } from '@/lib/platform/log';
import { integratedOperators, simOperator, simOperatorLimits } from '@/lib/platform/ports';
import { stopping } from '@/lib/platform/stopping';
import { settleCard } from './commands/settle-card';
import { switchOffAll } from './commands/switch-off-all';
import { switchOffUnpaid } from './commands/switch-off-unpaid';
import { switchOnPaid } from './commands/switch-on-paid';
import { dispatchOperations } from './dispatcher';
import { reconcileOperator } from './reconciliation';
import { watchOperations } from './watchdog';

async function dispatch(operatorSlug: string): Promise<void> {
  const client = db();
  await dispatchOperations({
    db: client,
    clock: await productClock(client),
    operatorSlug,
    operator: simOperator(operatorSlug),
    concurrency: simOperatorLimits(operatorSlug).concurrency,
    stopping,
  });
}

async function reconcile(): Promise<void> {
  const client = db();
  const clock = await productClock(client);
  for (const operatorSlug of integratedOperators) {
    const operator = simOperator(operatorSlug);
    if (operator) await reconcileOperator({ db: client, clock, operatorSlug, operator, stopping });
  }
}

/** Asks every operator to send its events to us; repeatable. */
async function subscribeOperators(appUrl: string): Promise<void> {
  for (const slug of integratedOperators) {
    const callback = `${appUrl.replace(/\/$/, '')}/api/webhooks/operators/${slug}`;
    const subscribed = (await simOperator(slug)?.subscribe(callback)) ?? false;
    if (!subscribed) log.info('no events of an operator yet, results come by asking', { operator: slug });
  }
}

const ofCard = z.object({ simCardId: idSchema.nullable(), reason: z.string().nullish() });
const ofOperator = z.object({ operatorSlug: z.string() });

export const simCardJobs: Jobs = {
  'sim-cards.dispatch': (payload) => dispatch(ofOperator.parse(payload).operatorSlug),
  'sim-cards.settle': job(z.object({ simCardId: idSchema }), settleCard),
  'sim-cards.subscription-ended': job(ofCard, (ctx, { simCardId, reason }) =>
    switchOffUnpaid(ctx, { simCardId, reason: reason ?? undefined }),
  ),
  'sim-cards.subscription-restored': job(ofCard, switchOnPaid),
  'sim-cards.module-removed': job(z.object({}), switchOffAll),
  'sim-cards.watch': async () => {
    const client = db();
    await watchOperations(client, (await productClock(client)).now());
  },
  'sim-cards.reconcile': reconcile,
  'sim-cards.subscribe-operators': async () => {
    await subscribeOperators(env().APP_URL);
  },
};
