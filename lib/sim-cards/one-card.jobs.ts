import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { job, type Jobs } from '@/lib/platform/job-definition';
import { integratedOperators, simOperator } from '@/lib/platform/ports';
import { stopping } from '@/lib/platform/stopping';
import { carryOutImeiLock } from './card/commands/carry-out-imei-lock';
import { syncUsage } from './usage/sync-usage';
import { watchLimits } from './usage/watch-limits';

/** In a minute, of one operator: 100,000 cards are read in less than six hours by one worker. */
const CARDS_A_MINUTE = 300;

async function syncOperators(): Promise<void> {
  const client = db();
  const clock = await productClock(client);
  for (const operatorSlug of integratedOperators) {
    const operator = simOperator(operatorSlug);
    if (!operator) continue;
    await syncUsage({ db: client, clock, operatorSlug, operator, limit: CARDS_A_MINUTE, stopping });
  }
}

export const oneCardJobs: Jobs = {
  'sim-cards.imei-lock': job(z.object({ lockId: idSchema }), (ctx, input) =>
    carryOutImeiLock(ctx, input, simOperator),
  ),
  'sim-cards.sync-usage': syncOperators,
  'sim-cards.watch-limits': async () => {
    const client = db();
    await watchLimits(client, await productClock(client));
  },
};
