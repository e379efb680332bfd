import type { Context } from '@/lib/access/context';
import type { BillingPeriod } from '@/lib/catalog/model';
import { fromDbDate, type LocalDate, toDbDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import type { PeriodChange } from './period-change.rule';

/** One subscription of a quote: what is changed, and the terms that it was counted from. */
export interface QuoteLine extends PeriodChange {
  readonly subscriptionId: string;
  readonly name: string;
  readonly period: BillingPeriod;
  readonly periodIndex: number;
}

export interface StoredQuote {
  readonly id: string;
  readonly period: BillingPeriod;
  readonly day: LocalDate;
  readonly lines: readonly QuoteLine[];
  readonly total: Kopecks;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** Kopecks paid so far for the running period of each subscription. */
export async function paidForPeriod(ctx: Context, ids: readonly string[]): Promise<Map<string, Kopecks>> {
  const rows = await ctx.db.$queryRaw<{ id: string; paid: bigint }[]>`
    SELECT s."id"::text AS id, coalesce(sum(c."amount_kopecks"), 0)::bigint AS paid
    FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) AS wanted (id)
    JOIN "subscription" s ON s."id" = wanted.id::uuid AND s."organization_id" = ${ctx.organizationId}::uuid
    LEFT JOIN "subscription_charge" c ON c."subscription_id" = s."id" AND c."period_start" >= s."period_start"
    GROUP BY s."id"`;
  return new Map(rows.map(({ id, paid }) => [id, kopecks(paid)]));
}

export async function saveQuote(
  ctx: Context,
  quote: Omit<StoredQuote, 'id' | 'usedAt'>,
): Promise<StoredQuote['id']> {
  const { id } = await ctx.db.periodQuote.create({
    data: {
      organizationId: ctx.organizationId,
      actorId: ctx.actor.id,
      period: quote.period,
      day: toDbDate(quote.day),
      lines: quote.lines.map((line) => ({ ...line })),
      totalKopecks: quote.total,
      createdAt: ctx.clock.now(),
      expiresAt: quote.expiresAt,
    },
    select: { id: true },
  });
  return id;
}

/** The quote as it was shown to this person, locked; null: unknown, foreign or another person's. */
export async function lockQuote(ctx: Context, id: string): Promise<StoredQuote | null> {
  await ctx.db.$queryRaw`
    SELECT "id" FROM "period_quote"
    WHERE "id" = ${id}::uuid AND "organization_id" = ${ctx.organizationId}::uuid FOR UPDATE`;
  const row = await ctx.db.periodQuote.findFirst({
    where: { id, organizationId: ctx.organizationId, actorId: ctx.actor.id },
  });
  if (!row) return null;
  return {
    id,
    period: row.period,
    day: fromDbDate(row.day),
    lines: row.lines as unknown as QuoteLine[],
    total: kopecks(row.totalKopecks),
    expiresAt: row.expiresAt,
    usedAt: row.usedAt,
  };
}

export async function markUsed(ctx: Context, id: string): Promise<void> {
  await ctx.db.periodQuote.updateMany({
    where: { id, organizationId: ctx.organizationId },
    data: { usedAt: ctx.clock.now() },
  });
}

/** Moves the subscriptions of the quote to their new ends and writes what was paid for it, each by its transaction. */
export async function applyQuote(
  ctx: Context,
  quote: StoredQuote,
  transactionIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = quote.lines.map((line) => ({
    id: line.subscriptionId,
    periodIndex: line.periodIndex + 1,
    paidMonths: line.paidMonths,
    paidUntil: line.paidUntil,
    end: line.end,
    amount: line.amount,
    transactionId: transactionIds.get(line.subscriptionId) ?? '',
  }));
  await ctx.db.$executeRaw`
    WITH line AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l (id uuid, "periodIndex" int,
        "paidMonths" int, "paidUntil" date, "end" date, amount bigint, "transactionId" uuid)),
    charges AS (
      INSERT INTO "subscription_charge" ("organization_id", "subscription_id", "period_index", "period",
        "period_start", "period_end", "amount_kopecks", "ledger_transaction_id", "created_at")
      SELECT ${ctx.organizationId}::uuid, l.id, l."periodIndex", ${quote.period}::"billing_period", l."paidUntil",
        l."end", l.amount, l."transactionId", ${ctx.clock.now()}::timestamptz
      FROM line l)
    UPDATE "subscription" s SET "period" = ${quote.period}::"billing_period", "pending_period" = NULL,
      "period_index" = l."periodIndex", "paid_months" = l."paidMonths", "period_end" = l."end"
    FROM line l WHERE s."id" = l.id AND s."organization_id" = ${ctx.organizationId}::uuid`;
}
