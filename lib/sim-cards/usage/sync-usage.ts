import type { Clock } from '@/lib/core/clock';
import { localDateAt } from '@/lib/core/local-date';
import type { Db } from '@/lib/platform/db';
import { contextFor, jobActor } from '@/lib/platform/job-context';
import { log } from '@/lib/platform/log';
import type { SimOperator } from '../operator.port';
import { recordUsage } from './commands/record-usage';
import { readCard } from './reading';
import { monthsToAsk } from './usage.rule';
import { type DueCard, postpone, takeDue } from './usage.store';

const BATCH = 20;
/** Of the operator's attention traffic gets little: switching goes first. */
const AT_ONCE = 4;
const LEASE_MS = 10 * 60_000;
const UNAVAILABLE_MS = 15 * 60_000;
const UNKNOWN_MS = 24 * 3_600_000;

export interface UsageWork {
  readonly db: Db;
  readonly clock: Clock;
  readonly operatorSlug: string;
  readonly operator: SimOperator;
  /** cards in one run */
  readonly limit: number;
  readonly stopping?: AbortSignal;
}

/**
 * Asks an operator for the traffic and the device of cards whose time has come, the longest waiting first. When it
 * cannot be reached the rest of the run is left for later. @returns how many cards were read
 */
export async function syncUsage(work: UsageWork): Promise<number> {
  const { db, clock, operatorSlug, limit, stopping } = work;
  let read = 0;
  for (let taken = 0; taken < limit && !stopping?.aborted;) {
    const cards = await takeDue(db, operatorSlug, clock.now(), Math.min(BATCH, limit - taken), LEASE_MS);
    if (cards.length === 0) return read;
    taken += cards.length;
    const waiting = [...cards];
    const unread: string[] = [];
    const next = async (): Promise<void> => {
      for (let card = waiting.shift(); card; card = waiting.shift()) {
        if (unread.length < AT_ONCE && (await syncOne(work, card))) read += 1;
        else unread.push(card.id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    if (unread.length > 0) await postpone(db, unread, new Date(clock.now().getTime() + UNAVAILABLE_MS));
    if (unread.length >= AT_ONCE) return read;
  }
  return read;
}

/** False: the operator has not answered. */
async function syncOne({ db, clock, operator }: UsageWork, card: DueCard): Promise<boolean> {
  const day = (at: Date) => localDateAt(at, card.timeZone);
  const months = monthsToAsk(day(clock.now()), card.syncedAt && day(card.syncedAt), day(card.createdAt));
  const reading = await readCard(operator, card.iccid, months);
  if (!reading) return false;
  const { organizationId, timeZone } = card;
  const ctx = contextFor({ db, clock, actor: jobActor, organizationId, timeZone });
  if (!reading.card) {
    await postpone(db, [card.id], new Date(clock.now().getTime() + UNKNOWN_MS));
    return true;
  }
  try {
    await recordUsage(ctx, { simCardId: card.id, reading });
  } catch (error) {
    log.error('traffic of a card could not be recorded', error, { card: card.id });
  }
  return true;
}
