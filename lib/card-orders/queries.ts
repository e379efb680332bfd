import { type Context, inStores } from '@/lib/access/context';
import { billingPeriods } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { isId } from '@/lib/core/ids';
import { kopecks } from '@/lib/core/money';
import type { Prisma } from '@/lib/platform/db';
import { simCardPlan } from '@/lib/sim-cards/plan.rule';
import { orderName } from './labels';
import type {
  CardOffer,
  CardOrderDetail,
  CardOrderList,
  CardOrderRow,
  CartView,
  SavedAddress,
  TariffOffer,
  TerminalChoice,
} from './model';
import { isResendable } from './order-state.rule';
import { parcelViews, stepsOf } from './order-story';
import type { CardOrderFilter } from './schema';
import { orderSearch } from './search.rule';
import { orderScope } from './store';

const PAGE_SIZE = 50;
const SHOWN_CARDS = 50;
/** as many as one request activates */
const ACTIVATED_AT_ONCE = 1_000;

const rowInclude = {
  operator: { select: { name: true } },
  lines: {
    orderBy: { position: 'asc' },
    include: { store: { select: { name: true } }, terminal: { select: { id: true, name: true } } },
  },
} satisfies Prisma.CardOrderInclude;
type StoredRow = Prisma.CardOrderGetPayload<{ include: typeof rowInclude }>;

function whereFound(q: string): Prisma.CardOrderWhereInput {
  const search = orderSearch(q);
  if (!search) return {};
  const named = { contains: search.text, mode: 'insensitive' } as const;
  const tracked = { contains: search.tracking, mode: 'insensitive' } as const;
  return {
    OR: [
      ...(search.number === null ? [] : [{ number: search.number }]),
      { lines: { some: { OR: [{ name: named }, { terminal: { name: named } }] } } },
      { parcels: { some: { trackingNumber: tracked } } },
    ],
  };
}

/** Orders in scope, newest first, 50 a page. Ids grow with time; index: (organization_id, id). */
export async function listCardOrders(ctx: Context, filter: CardOrderFilter): Promise<CardOrderList> {
  const where: Prisma.CardOrderWhereInput = {
    AND: [
      orderScope(ctx),
      filter.state ? { state: filter.state } : {},
      filter.storeId ? { lines: { some: { storeId: filter.storeId } } } : {},
      whereFound(filter.q),
    ],
  };
  const backwards = filter.after === null && filter.before !== null;
  const cursor = filter.after ? { lt: filter.after } : filter.before ? { gt: filter.before } : null;
  const [found, total] = await Promise.all([
    ctx.db.cardOrder.findMany({
      where: { AND: [where], ...(cursor && { id: cursor }) },
      orderBy: { id: backwards ? 'asc' : 'desc' },
      take: PAGE_SIZE + 1,
      include: rowInclude,
    }),
    ctx.db.cardOrder.count({ where }),
  ]);
  const more = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE).map(toRow);
  if (backwards) rows.reverse();
  return {
    rows,
    total,
    previous: filter.after !== null || (backwards && more) ? (rows[0]?.id ?? null) : null,
    next: backwards || more ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** One order in scope; null: foreign, unknown or no id. */
export async function cardOrderDetail(ctx: Context, id: string): Promise<CardOrderDetail | null> {
  if (!isId(id)) return null;
  const order = await ctx.db.cardOrder.findFirst({
    where: { AND: [orderScope(ctx), { id }] },
    include: { ...rowInclude, parcels: { orderBy: { id: 'asc' } } },
  });
  if (!order) return null;
  const ofOrder = { organizationId: ctx.organizationId, orderId: id, ...inStores(ctx) };
  const ready = { ...ofOrder, state: 'READY' } satisfies Prisma.SimCardWhereInput;
  const [cards, readyCards, readyIds] = await Promise.all([
    ctx.db.simCard.findMany({
      where: ofOrder,
      orderBy: { id: 'asc' },
      take: SHOWN_CARDS,
      include: { store: { select: { name: true } }, terminal: { select: { id: true, name: true } } },
    }),
    ctx.db.simCard.count({ where: ready }),
    ctx.db.simCard.findMany({
      where: ready,
      orderBy: { id: 'asc' },
      take: ACTIVATED_AT_ONCE,
      select: { id: true },
    }),
  ]);
  return {
    ...toRow(order),
    recipient: order.recipient,
    phone: order.phone,
    postalCode: order.postalCode,
    city: order.city,
    addressLine: order.addressLine,
    period: order.period,
    unitPrice: kopecks(order.unitPriceKopecks),
    delivery: kopecks(order.deliveryKopecks),
    reason: order.reason,
    quoteExpiresAt: order.quoteExpiresAt,
    quoteExpired: order.quoteExpiresAt <= ctx.clock.now(),
    resendable: isResendable(order),
    steps: stepsOf(order),
    lines: order.lines.map(({ id, store, terminal, name, quantity, received }) => ({
      id,
      storeName: store.name,
      terminal,
      name,
      quantity,
      received,
    })),
    parcels: parcelViews(order.parcels),
    cards: cards.map(({ id, iccid, label, state, store, terminal }) => ({
      id,
      iccid,
      label,
      state,
      storeName: store?.name ?? null,
      terminal,
    })),
    readyCards,
    readyCardIds: readyIds.map((card) => card.id),
  };
}

function toRow(order: StoredRow): CardOrderRow {
  return {
    id: order.id,
    number: order.number,
    state: order.state,
    paymentState: order.paymentState,
    operatorName: order.operator.name,
    storeNames: [...new Set(order.lines.map((line) => line.store.name))],
    quantity: order.quantity,
    received: order.lines.reduce((sum, line) => sum + line.received, 0),
    total: kopecks(order.totalKopecks),
    refunded: kopecks(order.refundedKopecks),
    createdAt: order.submittedAt ?? order.createdAt,
    unreachable: order.unreachableAt !== null,
    held: order.heldAt !== null,
  };
}

/** Operators whose cards can be ordered here, with the price of one. */
export async function cardOffers(ctx: Context): Promise<CardOffer[]> {
  const operators = await ctx.db.operator.findMany({
    where: { integrated: true },
    orderBy: { sortOrder: 'asc' },
    select: { slug: true, name: true, cardPriceKopecks: true },
  });
  return operators.map(({ slug, name, cardPriceKopecks }) => ({
    slug,
    name,
    unitPrice: kopecks(cardPriceKopecks),
  }));
}

/** What an active card costs by period. */
export async function tariffOffers(ctx: Context): Promise<TariffOffer[]> {
  const plan = simCardPlan(await loadCatalog(ctx.db));
  return billingPeriods.map((period) => ({ period, price: plan.prices[period] }));
}

/** Terminals in scope that a card can be ordered for, by store and name. */
export async function terminalChoices(ctx: Context): Promise<TerminalChoice[]> {
  const rows = await ctx.db.terminal.findMany({
    where: { organizationId: ctx.organizationId, ...inStores(ctx) },
    orderBy: [{ store: { name: 'asc' } }, { name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      storeId: true,
      simCards: { where: { state: { not: 'TERMINATED' } }, select: { id: true }, take: 1 },
    },
  });
  return rows.map(({ simCards, ...terminal }) => ({ ...terminal, hasCard: simCards.length > 0 }));
}

/** The address book, the latest used first. */
export async function savedAddresses(ctx: Context): Promise<SavedAddress[]> {
  return ctx.db.deliveryAddress.findMany({
    where: { organizationId: ctx.organizationId },
    orderBy: [{ usedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, recipient: true, phone: true, postalCode: true, city: true, addressLine: true },
  });
}

/**
 * The cart of an order in scope, to be finished (a draft) or repeated (any other). Terminals that are out of scope or
 * in another store by now are left out of their lines. Null: foreign, unknown or no id.
 */
export async function cartOf(ctx: Context, id: string): Promise<CartView | null> {
  if (!isId(id)) return null;
  const order = await ctx.db.cardOrder.findFirst({
    where: { AND: [orderScope(ctx), { id }] },
    include: {
      lines: { orderBy: { position: 'asc' }, include: { terminal: { select: { storeId: true } } } },
    },
  });
  if (!order) return null;
  const { operatorSlug, period, recipient, phone, postalCode, city, addressLine } = order;
  return {
    requestId: order.state === 'DRAFT' ? order.requestId : null,
    ...{ operatorSlug, period, recipient, phone, postalCode, city, addressLine },
    lines: order.lines.map(({ storeId, terminalId, terminal, name, quantity }) => ({
      storeId,
      terminalId: terminal?.storeId === storeId ? terminalId : null,
      name,
      quantity,
    })),
  };
}

export interface OrderAttention {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

const QUOTE_ENDS_SOON_MS = 3 * 86_400_000;

/** Orders that wait for a person: came back, or their price is about to end; at most ten. */
export async function cardOrderAttention(ctx: Context): Promise<OrderAttention[]> {
  const now = ctx.clock.now();
  const orders = await ctx.db.cardOrder.findMany({
    where: {
      AND: [
        orderScope(ctx),
        {
          OR: [
            { state: 'RETURNED' },
            {
              state: 'AWAITING_PAYMENT',
              quoteExpiresAt: { gt: now, lte: new Date(now.getTime() + QUOTE_ENDS_SOON_MS) },
            },
          ],
        },
      ],
    },
    orderBy: { id: 'asc' },
    take: 10,
    select: { id: true, number: true, state: true },
  });
  return orders.map(({ id, number, state }) => ({
    id: `order:${id}`,
    tone: 'attention',
    text:
      state === 'RETURNED'
        ? `${orderName(number)}: посылка вернулась отправителю`
        : `${orderName(number)} не оплачен, его цена скоро устареет`,
    href: `/orders/${id}`,
    actionLabel: state === 'RETURNED' ? 'Решить' : 'Оплатить',
  }));
}
