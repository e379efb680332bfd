import type { Context } from '@/lib/access/context';
import { liftSuspension } from '../commands/lift-suspension';
import { suspendCard } from '../commands/suspend-card';
import { minuteOfDay } from './minute';
import { isHeldByLimit, isWorkingTime } from './usage.rule';
import type { MeteredCard } from './usage.store';

type Judged = Pick<MeteredCard, 'id' | 'holds' | 'level' | 'whenOver' | 'hours' | 'storeTimeZone'>;

/**
 * Holds a card off that is over its limit, or lets it go, by the clock of its store. For the system only. True: it
 * has changed something.
 */
export async function settleLimit(ctx: Context, card: Judged): Promise<boolean> {
  const minute = minuteOfDay(ctx.clock.now(), card.storeTimeZone ?? ctx.timeZone);
  const held = card.holds.includes('LIMIT');
  if (held === isHeldByLimit({ ...card, minute })) return false;
  const suspension = { simCardId: card.id, reason: 'LIMIT' as const };
  if (!held) {
    await suspendCard(ctx, { ...suspension, words: 'Трафик больше лимита, магазин закрыт' });
    return true;
  }
  const opens = card.level === 'OVER' && isWorkingTime(card.hours, minute);
  await liftSuspension(ctx, {
    ...suspension,
    words: opens ? 'Магазин открывается' : 'Трафик в пределах лимита',
  });
  return true;
}
