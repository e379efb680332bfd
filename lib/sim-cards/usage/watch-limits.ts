import { localDateAt } from '@/lib/core/local-date';
import type { Clock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { contextFor, jobActor } from '@/lib/platform/job-context';
import { settleLimit } from './settle-limit';
import { monthOf } from './usage.rule';
import { limitedCards } from './usage.store';

/**
 * Every minute: cards over their limit are held off when their store has closed and let go before it opens; with a new
 * month all are let go. @returns how many were changed
 */
export async function watchLimits(db: Db, clock: Clock): Promise<number> {
  let changed = 0;
  for (const { organizationId, timeZone, ...card } of await limitedCards(db)) {
    const ctx = contextFor({ db, clock, actor: jobActor, organizationId, timeZone });
    const isCurrent = card.month === monthOf(localDateAt(clock.now(), timeZone));
    if (await settleLimit(ctx, { ...card, level: isCurrent ? card.level : 'NONE' })) changed += 1;
  }
  return changed;
}
