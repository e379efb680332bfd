import type { Context } from '@/lib/access/context';
import { liftSuspension } from '../commands/lift-suspension';
import { suspendCard } from '../commands/suspend-card';
import { isHeldByImei } from './imei.rule';

/**
 * Holds a card off that is locked to one device and stands in another, and lets it go when that is over. For the
 * system only: who may change the lock or the binding is decided before.
 */
export async function settleDevice(
  ctx: Context,
  card: { readonly simCardId: string; readonly seen: string | null; readonly lock: string | null },
): Promise<void> {
  const suspension = { simCardId: card.simCardId, reason: 'IMEI' as const };
  if (isHeldByImei(card.seen, card.lock)) await suspendCard(ctx, suspension);
  else await liftSuspension(ctx, suspension);
}
