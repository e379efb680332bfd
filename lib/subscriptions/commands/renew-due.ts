import type { Clock } from '@/lib/core/clock';
import type { Db, PrismaClient } from '@/lib/platform/db';
import { jobActor } from '@/lib/platform/job-context';
import { emitMany } from '@/lib/platform/jobs';
import { stopping } from '@/lib/platform/stopping';
import {
  claimDue,
  type DuePlace,
  lockPayers,
  renewClaimed,
  type RenewalCounts,
  type RenewalNews,
  type RenewalScope,
  walkIndexes,
} from '../renewal.store';

/** So many subscriptions are renewed by one transaction: what a kill throws away, and what memory holds. */
const BATCH = 5_000;

/** Long enough for the rest of the day's renewals of the organization to be known. */
const GATHERED_MS = 5_000;

export interface RenewDue {
  /** one organization; all of them otherwise */
  readonly organizationId?: string | undefined;
  /** a payment came: debts are paid as far as it goes, and nothing is done to the others */
  readonly again?: boolean;
}

/**
 * Renews everything that is due, part by part, each part in a transaction of its own and by one statement for all of
 * it (`renewClaimed`). Any number of workers may run it at once: rows are locked before they are looked at, and a
 * period is paid once by its unique index and its business key. For the worker, which may do it for everybody.
 */
export async function renewDue(
  db: Db,
  clock: Clock,
  input: RenewDue = {},
  batch = BATCH,
): Promise<RenewalCounts> {
  const counts = { renewed: 0, pastDue: 0, ended: 0 };
  for (;;) {
    let place: DuePlace | null = null;
    let taken = 0;
    do {
      const part = await renewPart(db, { ...input, now: clock.now() }, place, batch);
      place = part?.last ?? null;
      taken += part?.count ?? 0;
      counts.renewed += part?.renewed ?? 0;
      counts.pastDue += part?.pastDue ?? 0;
      counts.ended += part?.ended ?? 0;
    } while (place !== null && !stopping.aborted);
    if (taken === 0 || input.again || stopping.aborted) return counts;
  }
}

interface Part extends RenewalCounts {
  readonly last: DuePlace;
  readonly count: number;
}

function renewPart(db: Db, scope: RenewalScope, after: DuePlace | null, batch: number): Promise<Part | null> {
  const work = async (db: Db): Promise<Part | null> => {
    const claim = await claimDue(db, scope, after, batch);
    if (!claim) return null;
    await lockPayers(db, claim);
    const { news, shortOrganizationIds, ...counts } = await renewClaimed(db, claim, scope, jobActor);
    await announce(db, news);
    await gather(db, 'account.short', shortOrganizationIds);
    await gather(
      db,
      'account.empty',
      news.filter(isUnpaid).map(({ organizationId }) => organizationId),
    );
    return { ...counts, last: claim.last, count: claim.count };
  };
  if (!('$transaction' in db)) return work(db);
  return (db as PrismaClient).$transaction(async (db) => {
    await walkIndexes(db);
    return work(db);
  });
}

function announce(db: Db, news: readonly RenewalNews[]): Promise<void> {
  return emitMany(
    db,
    news.map(({ event, reason, ...payload }) => ({
      event,
      payload: { ...payload, ...(event === 'subscription.ended' && { reason }) },
    })),
  );
}

const isUnpaid = ({ event, reason }: RenewalNews) => event === 'subscription.ended' && reason !== 'STOPPED';

/** One word of money to each organization of a part, and one waiting task of each kind for all its parts. */
function gather(
  db: Db,
  event: 'account.short' | 'account.empty',
  organizationIds: readonly string[],
): Promise<void> {
  const events = [...new Set(organizationIds)].map((organizationId) => ({
    event,
    payload: { organizationId },
    key: `${event}:${organizationId}`,
  }));
  return emitMany(db, events, { runInMs: GATHERED_MS });
}
