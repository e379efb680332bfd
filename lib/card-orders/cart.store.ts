import { type Context, inStores } from '@/lib/access/context';
import { kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { onlyStore, refuseCart, totalCards } from './cart.rule';
import type { CardOrderCode } from './messages';
import type { CartLine, DeliveryPlace } from './model';
import { orderPrice, type OrderPrice, quoteEnd } from './order-price.rule';
import type { DraftCardOrderInput } from './schema';

export interface PricedCart {
  readonly operatorName: string;
  readonly price: OrderPrice;
  /** columns of an order of this cart */
  readonly columns: DeliveryPlace & {
    readonly storeId: string | null;
    readonly operatorSlug: string;
    readonly period: DraftCardOrderInput['period'];
    readonly quantity: number;
    readonly unitPriceKopecks: number;
    readonly deliveryKopecks: number;
    readonly totalKopecks: number;
    readonly quoteExpiresAt: Date;
  };
}

/** A cart whose stores and terminals are in scope, at the prices of the catalogue as they are now. */
export async function priceCart(
  ctx: Context,
  input: Omit<DraftCardOrderInput, 'requestId'>,
): Promise<Result<PricedCart, CardOrderCode>> {
  const refused = refuseCart(input.lines, await knownPlaces(ctx, input.lines));
  if (refused) return refused;
  const operator = await ctx.db.operator.findUnique({ where: { slug: input.operatorSlug } });
  if (!operator?.integrated) return refusal('OPERATOR_NOT_INTEGRATED');
  const quantity = totalCards(input.lines);
  const price = orderPrice(kopecks(operator.cardPriceKopecks), quantity);
  return success({
    operatorName: operator.name,
    price,
    columns: {
      storeId: onlyStore(input.lines),
      operatorSlug: operator.slug,
      period: input.period,
      quantity,
      unitPriceKopecks: operator.cardPriceKopecks,
      deliveryKopecks: price.delivery,
      totalKopecks: price.total,
      recipient: input.recipient,
      phone: input.phone,
      postalCode: input.postalCode,
      city: input.city,
      addressLine: input.addressLine,
      quoteExpiresAt: quoteEnd(ctx.clock.now()),
    },
  });
}

async function knownPlaces(ctx: Context, lines: readonly CartLine[]) {
  const { organizationId } = ctx;
  const storeIds = [...new Set(lines.map((line) => line.storeId))];
  const terminalIds = lines.flatMap((line) => line.terminalId ?? []);
  const seen = ctx.storeIds === null ? storeIds : storeIds.filter((id) => ctx.storeIds?.includes(id));
  const stores = await ctx.db.store.findMany({
    where: { organizationId, id: { in: seen } },
    select: { id: true },
  });
  const terminals = await ctx.db.terminal.findMany({
    where: { organizationId, id: { in: terminalIds }, ...inStores(ctx) },
    select: { id: true, storeId: true },
  });
  return {
    storeIds: new Set(stores.map((store) => store.id)),
    terminals: new Map(terminals.map((terminal) => [terminal.id, terminal.storeId])),
  };
}
