import type { Db } from '@/lib/platform/db';
import { schedule } from '@/lib/platform/jobs';

/** Has the operations of these operators carried out at once; part of the running transaction. */
export async function wakeOperators(ctx: { readonly db: Db }, slugs: Iterable<string>): Promise<void> {
  for (const operatorSlug of new Set(slugs)) {
    await schedule(ctx.db, 'sim-cards.dispatch', { operatorSlug }, { key: `sim-dispatch:${operatorSlug}` });
  }
}

/** The same in `runInMs` of real time; of several later wakings the last one stands. */
export async function wakeOperatorLater(db: Db, operatorSlug: string, runInMs: number): Promise<void> {
  const key = `sim-dispatch:${operatorSlug}:later`;
  await schedule(db, 'sim-cards.dispatch', { operatorSlug }, { key, runInMs: Math.max(1, runInMs) });
}
