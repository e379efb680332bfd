import { authorize, type Context, today } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { localDateAt } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { Prisma } from '@/lib/platform/db';
import { activeCards, findCard, readAutopay } from './cards';
import { cardExpiry, cardName } from './labels';
import { autopayOffText } from './messages';
import type {
  AutopayCharge,
  AutopayView,
  LedgerFilter,
  LedgerKind,
  LedgerLine,
  LedgerPage,
  LedgerTotals,
  PaymentCard,
  Refund,
  TopUp,
} from './model';
import { autopayAmount, cardTerm } from './payment.rule';
import { loadPayment } from './payments';
import { loadRefund, refundOf } from './refunds';

/** Money on the account of the organization; no lock, for showing. */
export async function walletBalance(ctx: Context): Promise<Kopecks> {
  const row = await ctx.db.ledgerAccount.findUnique({
    where: { organizationId_kind: { organizationId: ctx.organizationId, kind: 'WALLET' } },
    select: { balanceKopecks: true },
  });
  return kopecks(row?.balanceKopecks ?? 0);
}

/** All that has ever been paid in from outside, less what went back; for telling what has come since. */
export async function receivedTotal(ctx: Context): Promise<Kopecks> {
  const row = await ctx.db.ledgerAccount.findUnique({
    where: { organizationId_kind: { organizationId: ctx.organizationId, kind: 'PAYMENTS' } },
    select: { balanceKopecks: true },
  });
  return kopecks(0n - (row?.balanceKopecks ?? 0n));
}

interface Cursor {
  readonly at: Date;
  readonly id: string;
}

function cursorOf(text: string | undefined): Cursor | null {
  const [at, id] = (text ?? '').split('_');
  const time = Number(at);
  return at && id && Number.isSafeInteger(time) && isId(id) ? { at: new Date(time), id } : null;
}

interface LineRow {
  readonly id: string;
  readonly kind: LedgerKind;
  readonly occurred_at: Date;
  readonly description: string;
  readonly actor_name: string;
  readonly amount: bigint;
}

const lineOf = (row: LineRow): LedgerLine => ({
  id: row.id,
  kind: row.kind,
  occurredAt: row.occurred_at,
  description: row.description,
  amount: kopecks(row.amount),
  actorName: row.actor_name,
});

/** First moment of the month or year that a filter names, and of the next one, in the organization's zone. */
function bounds(ctx: Context, month: string): { readonly from: Prisma.Sql; readonly to: Prisma.Sql } {
  const isYear = month.length === 4;
  const first = isYear ? `${month}-01-01` : `${month}-01`;
  const length = isYear ? '1 year' : '1 month';
  return {
    from: Prisma.sql`(${first}::timestamp AT TIME ZONE ${ctx.timeZone})`,
    to: Prisma.sql`((${first}::timestamp + ${length}::interval) AT TIME ZONE ${ctx.timeZone})`,
  };
}

/** Movements of the account that a filter leaves. */
const movements = (ctx: Context, { kind, month }: LedgerFilter): Prisma.Sql => {
  const span = month === undefined ? null : bounds(ctx, month);
  return Prisma.sql`
    SELECT t."id", t."kind"::text AS "kind", t."occurred_at", t."description", t."actor_name",
           e."amount_kopecks" AS "amount"
    FROM "ledger_transaction" t
    JOIN "ledger_account" a ON a."organization_id" = t."organization_id" AND a."kind" = 'WALLET'
    JOIN "ledger_entry" e ON e."transaction_id" = t."id" AND e."account_id" = a."id"
    WHERE t."organization_id" = ${ctx.organizationId}::uuid
      ${kind ? Prisma.sql`AND t."kind"::text = ${kind}` : Prisma.empty}
      ${span ? Prisma.sql`AND t."occurred_at" >= ${span.from} AND t."occurred_at" < ${span.to}` : Prisma.empty}`;
};

/**
 * Movements of the account, the newest first; `after` and `before` are cursors of a former page, anything else is the
 * first page. Index: ledger_transaction (organization_id, occurred_at desc, id desc). Empty without `finance.read`.
 */
export async function listLedger(
  ctx: Context,
  filter: LedgerFilter & {
    readonly after?: string | undefined;
    readonly before?: string | undefined;
    readonly size?: number;
  },
): Promise<LedgerPage> {
  if (authorize(ctx, 'finance.read')) return { lines: [], olderCursor: null, newerCursor: null };
  const size = filter.size ?? 50;
  const after = cursorOf(filter.after);
  const before = after ? null : cursorOf(filter.before);
  const place = before
    ? Prisma.sql`AND (t."occurred_at", t."id") > (${before.at}::timestamptz, ${before.id}::uuid)
        ORDER BY t."occurred_at" ASC, t."id" ASC`
    : Prisma.sql`${
        after
          ? Prisma.sql`AND (t."occurred_at", t."id") < (${after.at}::timestamptz, ${after.id}::uuid)`
          : Prisma.empty
      } ORDER BY t."occurred_at" DESC, t."id" DESC`;
  const rows = await ctx.db.$queryRaw<LineRow[]>(
    Prisma.sql`${movements(ctx, filter)} ${place} LIMIT ${size + 1}`,
  );
  const more = rows.length > size;
  const lines = rows.slice(0, size).map(lineOf);
  if (before) lines.reverse();
  const cursor = (line: { occurredAt: Date; id: string } | undefined) =>
    line ? `${line.occurredAt.getTime()}_${line.id}` : null;
  return {
    lines,
    olderCursor: before || more ? cursor(lines.at(-1)) : null,
    newerCursor: (before ? more : after !== null) ? cursor(lines[0]) : null,
  };
}

/** What the movements that a filter leaves come to. Null without `finance.read`. */
export async function ledgerTotals(ctx: Context, filter: LedgerFilter): Promise<LedgerTotals | null> {
  if (authorize(ctx, 'finance.read')) return null;
  const { kind, month } = filter;
  const [rows, later, balance] = await Promise.all([
    ctx.db.$queryRaw<{ count: number; came: bigint; went: bigint }[]>(Prisma.sql`
      SELECT count(*)::int AS "count", coalesce(sum("amount") FILTER (WHERE "amount" > 0), 0)::bigint AS "came",
        coalesce(-sum("amount") FILTER (WHERE "amount" < 0), 0)::bigint AS "went"
      FROM (${movements(ctx, filter)}) AS m`),
    month === undefined
      ? []
      : ctx.db.$queryRaw<{ amount: bigint }[]>(Prisma.sql`
          SELECT coalesce(sum("amount"), 0)::bigint AS "amount" FROM (${movements(ctx, {})}) AS m
          WHERE "occurred_at" >= ${bounds(ctx, month).to}`),
    walletBalance(ctx),
  ]);
  const [{ count, came, went } = { count: 0, came: 0n, went: 0n }] = rows;
  const closing = kopecks(BigInt(balance) - (later[0]?.amount ?? 0n));
  const opening = kopecks(BigInt(closing) - came + went);
  return {
    count,
    came: kopecks(came),
    went: kopecks(went),
    account: kind === undefined ? { opening, closing } : null,
  };
}

/** The newest movements that a filter leaves, at most so many, for a file. Null without `finance.read`. */
export async function wholeLedger(
  ctx: Context,
  filter: LedgerFilter,
  atMost: number,
): Promise<LedgerLine[] | null> {
  if (authorize(ctx, 'finance.read')) return null;
  const rows = await ctx.db.$queryRaw<LineRow[]>(
    Prisma.sql`${movements(ctx, filter)} ORDER BY t."occurred_at" DESC, t."id" DESC LIMIT ${atMost}`,
  );
  return rows.map(lineOf);
}

/** A top-up of the organization; null: unknown, foreign, or the role may not see money. */
export async function getTopUp(ctx: Context, id: string): Promise<TopUp | null> {
  if (authorize(ctx, 'finance.read')) return null;
  const payment = await loadPayment(ctx, id);
  if (!payment) return null;
  const { kind, amount, refunded, cardId, state, confirmationUrl, purpose, cancellationReason, createdAt } =
    payment;
  return {
    id,
    kind,
    amount,
    refunded,
    cardId,
    state,
    confirmationUrl,
    purpose,
    cancellationReason,
    createdAt,
  };
}

/** Refunds of a payment, the newest first. Empty without `finance.read`. */
export async function refundsOf(ctx: Context, paymentId: string): Promise<Refund[]> {
  if (authorize(ctx, 'finance.read')) return [];
  const rows = await ctx.db.paymentRefund.findMany({
    where: { organizationId: ctx.organizationId, paymentId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map((row) => {
    const { id, amount, state, cancellationReason, actorName, createdAt } = refundOf(row);
    return { id, amount, state, cancellationReason, actorName, createdAt };
  });
}

/** A refund and its payment; null: unknown, foreign, or the role may not see money. */
export async function getRefund(
  ctx: Context,
  id: string,
): Promise<(Refund & { readonly paymentId: string }) | null> {
  return authorize(ctx, 'finance.read') ? null : loadRefund(ctx, id);
}

/** A kept card, an ended one too; null: unknown, foreign, or the role may not see money. */
export async function getPaymentCard(ctx: Context, id: string): Promise<PaymentCard | null> {
  return authorize(ctx, 'finance.read') ? null : findCard(ctx, id);
}

/** Kept cards that may be charged. Empty without `finance.read`. */
export async function paymentCards(ctx: Context): Promise<PaymentCard[]> {
  return authorize(ctx, 'finance.read') ? [] : activeCards(ctx);
}

/** Whether autopay is on and by which card. Off without `finance.read`. */
export async function autopayView(ctx: Context): Promise<AutopayView> {
  return authorize(ctx, 'finance.read')
    ? { cardId: null, offReason: null, changedAt: null, changedBy: null }
    : readAutopay(ctx);
}

export interface PaymentAttention {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

/** What of the cards needs a person: autopay that went off by itself, a card whose term ends. */
export async function paymentAttention(ctx: Context): Promise<PaymentAttention[]> {
  if (authorize(ctx, 'finance.read')) return [];
  const [autopay, cards] = await Promise.all([readAutopay(ctx), activeCards(ctx)]);
  const line = (id: string, tone: PaymentAttention['tone'], text: string): PaymentAttention => ({
    id,
    tone,
    text,
    href: '/finance/cards',
    actionLabel: 'Карты и автоплатёж',
  });
  if (autopay.cardId === null && autopay.offReason !== null && autopay.offReason !== 'card_removed') {
    return [line('autopay-off', 'failed', `Автоплатёж выключен. ${autopayOffText(autopay.offReason)}`)];
  }
  const card = cards.find(({ id }) => id === autopay.cardId);
  const term = card ? cardTerm(card, today(ctx)) : null;
  if (!card || term === null) return [];
  return [
    term === 'OVER'
      ? line('autopay-expired', 'failed', `Срок карты автоплатежа ${cardName(card)} истёк, выберите другую`)
      : line(
          'autopay-expires',
          'attention',
          `Карта автоплатежа ${cardName(card)} действует до\u00a0${cardExpiry(card)}`,
        ),
  ];
}

/** Whether there is a card to ask when money is missing; for other domains, who may see it is theirs to decide. */
export const isAutopayOn = async (ctx: Context): Promise<boolean> => (await readAutopay(ctx)).cardId !== null;

/**
 * Whether autopay answers for what is missing today: it is on, may charge so much at once, and is not held up by a
 * charge of an earlier day that the provider has not decided.
 */
export async function autopayAnswersFor(ctx: Context, missing: Kopecks): Promise<boolean> {
  if (!(await isAutopayOn(ctx)) || !autopayAmount(missing, kopecks(0)).ok) return false;
  const open = await ctx.db.payment.findFirst({
    where: { organizationId: ctx.organizationId, kind: 'AUTOPAY', state: { in: ['CREATED', 'PENDING'] } },
    select: { createdAt: true },
  });
  return open === null || localDateAt(open.createdAt, ctx.timeZone) >= today(ctx);
}

/** What autopay has charged or tried of late, the newest first. Empty without `finance.read`. */
export async function autopayCharges(ctx: Context, count: number): Promise<AutopayCharge[]> {
  if (authorize(ctx, 'finance.read')) return [];
  const rows = await ctx.db.payment.findMany({
    where: { organizationId: ctx.organizationId, kind: 'AUTOPAY' },
    select: {
      id: true,
      amountKopecks: true,
      state: true,
      purpose: true,
      cancellationReason: true,
      createdAt: true,
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: count,
  });
  return rows.map(({ amountKopecks, ...row }) => ({ ...row, amount: kopecks(amountKopecks) }));
}
