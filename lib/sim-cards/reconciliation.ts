import type { Clock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { jobActor, systemContext } from '@/lib/platform/job-context';
import { log } from '@/lib/platform/log';
import { reconcileCard } from './commands/reconcile-card';
import type { SimOperator } from './operator.port';
import {
  type Comparison,
  differingCards,
  saveComparison,
  saveLastTraffic,
  takeComparison,
} from './reconciliation.store';

const EVERY_MS = 60 * 60_000;
/** A page takes less; a worker that died in one loses the comparison to another after this. */
const LEASE_MS = 10 * 60_000;
const UNAVAILABLE_MS = 5 * 60_000;

export interface ReconciliationWork {
  readonly db: Db;
  readonly clock: Clock;
  readonly operatorSlug: string;
  readonly operator: SimOperator;
  readonly stopping?: AbortSignal;
}

/**
 * Compares the cards of an operator with ours, page by page, once an hour, and repairs those that differ one by one.
 * It goes on where it broke off. Null: it is not time yet, or another worker is at it.
 */
export async function reconcileOperator(work: ReconciliationWork): Promise<Comparison | null> {
  const { db, clock, operatorSlug, operator, stopping } = work;
  const taken = await takeComparison(db, operatorSlug, clock.now(), LEASE_MS);
  if (!taken) return null;
  let comparison = taken;
  const inMs = (ms: number) => new Date(clock.now().getTime() + ms);
  for (;;) {
    const page = await operator.list(comparison.cursor);
    if (page.kind === 'unavailable') {
      await saveComparison(db, operatorSlug, { ...comparison, nextAt: inMs(UNAVAILABLE_MS) });
      return comparison;
    }
    await saveLastTraffic(db, operatorSlug, page.cards);
    const differing = await differingCards(db, operatorSlug, page.cards);
    let repaired = 0;
    for (const card of differing) if (await repairOne(work, card)) repaired += 1;
    comparison = {
      cursor: page.next,
      seen: comparison.seen + page.cards.length,
      differed: comparison.differed + differing.length,
      repaired: comparison.repaired + repaired,
    };
    if (page.next === null) {
      await saveComparison(db, operatorSlug, {
        ...comparison,
        nextAt: inMs(EVERY_MS),
        finishedAt: clock.now(),
      });
      const { seen, differed } = comparison;
      log.info('cards compared', { operator: operatorSlug, seen, differed, repaired: comparison.repaired });
      return comparison;
    }
    const nextAt = inMs(stopping?.aborted ? 0 : LEASE_MS);
    await saveComparison(db, operatorSlug, { ...comparison, nextAt });
    if (stopping?.aborted) return comparison;
  }
}

async function repairOne(
  { db, clock, operator, operatorSlug }: ReconciliationWork,
  card: { readonly id: string; readonly organizationId: string },
): Promise<boolean> {
  const found = await systemContext(card.organizationId, jobActor);
  if (!found) return false;
  try {
    const result = await reconcileCard({ ...found, db, clock }, { simCardId: card.id }, operator);
    return result.ok && result.value === 'REPAIRED';
  } catch (error) {
    log.error('a card could not be repaired', error, { operator: operatorSlug, card: card.id });
    return false;
  }
}
