import type { Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { cardNumberKey } from '@/lib/sim-cards/card-number.rule';
import { numberFromOperator, receiveCards } from '@/lib/sim-cards/commands/receive-cards';
import { placeCards, type TerminalNow } from './delivery.rule';
import type { FulfilledCard, FulfilledParcel } from './fulfilment.port';
import { saveOrder, type StoredOrder } from './store';

/** Writes where the parcels of the present shipment are; the time of each state is that of its first report. */
export async function saveParcels(
  ctx: Context,
  order: Pick<StoredOrder, 'id' | 'shipment' | 'shippedAt'>,
  parcels: readonly FulfilledParcel[],
): Promise<void> {
  const { organizationId } = ctx;
  const now = ctx.clock.now();
  const { id: orderId, shipment } = order;
  if (parcels.length === 0) return;
  const known = await ctx.db.cardOrderParcel.findMany({ where: { organizationId, orderId, shipment } });
  for (const { reference, ...parcel } of parcels) {
    const earlier = known.find((each) => each.reference === reference);
    const times = {
      ...(parcel.state === 'DELIVERED' && { deliveredAt: earlier?.deliveredAt ?? now }),
      ...(parcel.state === 'RETURNED' && { returnedAt: earlier?.returnedAt ?? now }),
    };
    if (!earlier) {
      await ctx.db.cardOrderParcel.create({
        data: { organizationId, orderId, shipment, reference, ...parcel, shippedAt: now, ...times },
      });
    } else if (earlier.state === 'SHIPPED') {
      await ctx.db.cardOrderParcel.updateMany({
        where: { organizationId, id: earlier.id },
        data: { ...parcel, ...times },
      });
    }
  }
  if (!order.shippedAt) await saveOrder(ctx, orderId, { shippedAt: now });
}

/** Lists cards that have come, named and bound as ordered, each once; `received`: how many of the order by now. */
export async function takeCards(
  ctx: Context,
  order: Pick<StoredOrder, 'id' | 'operatorSlug' | 'lines' | 'received'>,
  cards: readonly FulfilledCard[],
): Promise<Result<{ readonly received: number }, 'FORBIDDEN'>> {
  const { organizationId } = ctx;
  if (cards.length === 0) return success({ received: order.received });
  const numbered = new Map(cards.map((card) => [keyOf(card), card]));
  const known = await ctx.db.simCard.findMany({
    where: { organizationId, orderId: order.id },
    select: { iccid: true },
  });
  for (const { iccid } of known) numbered.delete(cardNumberKey(iccid));
  const fresh = [...numbered.values()];
  if (fresh.length === 0) return success({ received: order.received });

  const placed = placeCards(order.lines, fresh, await terminalsNow(ctx, order));
  const taken = await receiveCards(ctx, {
    orderId: order.id,
    operatorSlug: order.operatorSlug,
    cards: placed,
  });
  if (!taken.ok) return taken;
  const added = new Set(taken.value.iccids.map(cardNumberKey));
  const byLine = new Map<string, number>();
  for (const { lineId, ...card } of placed) {
    if (lineId === null || !added.has(keyOf(card))) continue;
    byLine.set(lineId, (byLine.get(lineId) ?? 0) + 1);
  }
  for (const [id, count] of byLine) {
    await ctx.db.cardOrderLine.updateMany({
      where: { organizationId, id },
      data: { received: { increment: count } },
    });
  }
  const sum = [...byLine.values()].reduce((total, count) => total + count, 0);
  return success({ received: order.received + sum });
}

const keyOf = (card: FulfilledCard): string => cardNumberKey(numberFromOperator(card.iccid));

/** The terminals of an order as they are now, held until the end of the transaction. */
async function terminalsNow(
  ctx: Context,
  order: Pick<StoredOrder, 'lines'>,
): Promise<Map<string, TerminalNow>> {
  const { organizationId } = ctx;
  const ids = order.lines.flatMap((line) => line.terminalId ?? []).sort();
  if (ids.length === 0) return new Map();
  await ctx.db.$executeRaw`
    SELECT 1 FROM "terminal"
    WHERE "organization_id" = ${organizationId}::uuid AND "id" = ANY(${ids}::uuid[])
    ORDER BY "id" FOR NO KEY UPDATE`;
  const terminals = await ctx.db.terminal.findMany({
    where: { organizationId, id: { in: ids } },
    select: {
      id: true,
      storeId: true,
      simCards: { where: { state: { not: 'TERMINATED' } }, select: { id: true }, take: 1 },
    },
  });
  return new Map(
    terminals.map(({ id, storeId, simCards }) => [id, { storeId, hasCard: simCards.length > 0 }]),
  );
}
