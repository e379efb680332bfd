import type { Clock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { jobActor, systemContext } from '@/lib/platform/job-context';
import { log } from '@/lib/platform/log';
import { reconcileCard, type Reconciled } from './commands/reconcile-card';
import type { SimOperator } from './operator.port';
import {
  type Comparison,
  differingCards,
  saveComparison,
  saveLastTraffic,
  saveListing,
  takeComparison,
  unlistedCards,
} from './reconciliation.store';

const EVERY_MS = 60 * 60_000;
/** A page takes less; a worker that died in one loses the comparison to another after this. */
const LEASE_MS = 10 * 60_000;
/** Cards that an operator did not name and that are asked about one by one. */
const ASKED_ABOUT = 500;
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
    await saveListing(db, operatorSlug, page.cards);
    const differing = await differingCards(db, operatorSlug, page.cards);
    let repaired = 0;
    for (const card of differing) if ((await compareOne(work, card)) === 'REPAIRED') repaired += 1;
    comparison = {
      ...comparison,
      cursor: page.next,
      seen: comparison.seen + page.cards.length,
      differed: comparison.differed + differing.length,
      repaired: comparison.repaired + repaired,
    };
    if (page.next === null) {
      comparison = { ...comparison, unknown: await missingAtOperator(work) };
      await saveComparison(db, operatorSlug, {
        ...comparison,
        nextAt: inMs(EVERY_MS),
        finishedAt: clock.now(),
      });
      const { seen, differed, repaired: mended, unknown } = comparison;
      log.info('cards compared', { operator: operatorSlug, seen, differed, repaired: mended, unknown });
      return comparison;
    }
    const nextAt = inMs(stopping?.aborted ? 0 : LEASE_MS);
    await saveComparison(db, operatorSlug, { ...comparison, nextAt });
    if (stopping?.aborted) return comparison;
  }
}

/** Each card that the operator did not name is asked about; so many in one comparison, the rest in the next. */
async function missingAtOperator(work: ReconciliationWork): Promise<number> {
  const { known, fresh } = await unlistedCards(work.db, work.operatorSlug, ASKED_ABOUT);
  let unknown = known;
  for (const card of fresh) {
    if (work.stopping?.aborted) break;
    const found = await compareOne(work, card);
    if (found === 'UNKNOWN_TO_OPERATOR') unknown += 1;
    if (found === 'UNAVAILABLE') break;
  }
  return unknown;
}

async function compareOne(
  { db, clock, operator, operatorSlug }: ReconciliationWork,
  card: { readonly id: string; readonly organizationId: string },
): Promise<Reconciled | null> {
  const found = await systemContext(card.organizationId, jobActor);
  if (!found) return null;
  try {
    const result = await reconcileCard({ ...found, db, clock }, { simCardId: card.id }, operator);
    return result.ok ? result.value : null;
  } catch (error) {
    log.error('a card could not be repaired', error, { operator: operatorSlug, card: card.id });
    return null;
  }
}
