import type { Context } from '@/lib/access/context';
import { audit } from '@/lib/platform/audit';
import { writeLog } from './card/log.store';
import type { CardMismatch } from './card/model';
import { cardTail } from './labels';
import type { StoredCard } from './store';

/** The closing was asked for here and the operator has confirmed it. */
export async function wasClosedByUs(ctx: Context, simCardId: string): Promise<boolean> {
  const count = await ctx.db.simOperation.count({
    where: { organizationId: ctx.organizationId, simCardId, action: 'TERMINATE', state: 'COMPLETED' },
  });
  return count > 0;
}

const words: Readonly<Record<CardMismatch, string>> = {
  UNKNOWN: 'оператор не знает эту карту',
  ALIVE: 'у оператора карта не закрыта',
};

/**
 * Remembers of a locked card what the comparison found and cannot put right, null: nothing any more. Its history and
 * the audit say so once, when it changes. `how` of ALIVE: it is asked to be closed again.
 */
export async function noteMismatch(
  ctx: Context,
  card: StoredCard,
  mismatch: CardMismatch | null,
  how: string | null = null,
): Promise<void> {
  const where = { organizationId: ctx.organizationId, simCardId: card.id };
  const before =
    (await ctx.db.simCardTraffic.findFirst({ where, select: { mismatch: true } }))?.mismatch ?? null;
  if (before === mismatch) return;
  await ctx.db.simCardTraffic.updateMany({ where, data: { mismatch } });
  const kind =
    mismatch !== null
      ? (`OPERATOR_${mismatch}` as const)
      : before === 'UNKNOWN'
        ? 'OPERATOR_KNOWN'
        : 'OPERATOR_CLOSED';
  await writeLog(ctx, [{ simCardId: card.id, kind, after: how }]);
  await audit(ctx, {
    action: 'simCards.operatorReport',
    objectType: 'simCard',
    objectId: card.id,
    objectName: cardTail(card.iccid),
    storeId: card.storeId,
    ...(before && { before: { reason: words[before] } }),
    after: { reason: mismatch && words[mismatch] },
  });
}
