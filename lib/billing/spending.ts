import { authorize, type Context, today } from '@/lib/access/context';
import { addMonths, firstOfMonth, type LocalDate } from '@/lib/core/local-date';
import { addMoney, type Kopecks, kopecks } from '@/lib/core/money';
import type { SpendingKind } from './model';

export interface Spent {
  readonly month: LocalDate;
  readonly kind: SpendingKind;
  readonly amount: Kopecks;
}

/** First days of the last `count` calendar months, this one last. */
export const monthsUntil = (today: LocalDate, count: number): LocalDate[] =>
  Array.from({ length: count }, (_, index) => addMonths(firstOfMonth(today), index + 1 - count));

/**
 * Spent in the last `count` calendar months of the organization's zone by what for; a refund of an order is taken off
 * in the month it came. Empty without `finance.read`.
 */
export async function spendingByKind(ctx: Context, count: number): Promise<Spent[]> {
  if (authorize(ctx, 'finance.read')) return [];
  const [first] = monthsUntil(today(ctx), count);
  const rows = await ctx.db.$queryRaw<{ month: LocalDate; kind: SpendingKind; amount: bigint }[]>`
    SELECT to_char(date_trunc('month', t."occurred_at" AT TIME ZONE ${ctx.timeZone}), 'YYYY-MM-DD') AS "month",
           CASE WHEN t."kind" = 'SUBSCRIPTION' THEN 'SUBSCRIPTION' ELSE 'CARD_ORDER' END AS "kind",
           (-sum(e."amount_kopecks"))::bigint AS "amount"
    FROM "ledger_transaction" t
    JOIN "ledger_account" a ON a."organization_id" = t."organization_id" AND a."kind" = 'WALLET'
    JOIN "ledger_entry" e ON e."transaction_id" = t."id" AND e."account_id" = a."id"
    WHERE t."organization_id" = ${ctx.organizationId}::uuid
      AND t."kind" IN ('SUBSCRIPTION', 'CARD_ORDER', 'CARD_ORDER_REFUND')
      AND t."occurred_at" >= (${first}::timestamp AT TIME ZONE ${ctx.timeZone})
    GROUP BY 1, 2`;
  return rows.map((row) => ({ ...row, amount: kopecks(row.amount) }));
}

/** Spent in each of the last `count` calendar months, oldest first. Empty without `finance.read`. */
export async function spendingByMonth(
  ctx: Context,
  count: number,
): Promise<{ month: LocalDate; amount: Kopecks }[]> {
  if (authorize(ctx, 'finance.read')) return [];
  const spent = await spendingByKind(ctx, count);
  return monthsUntil(today(ctx), count).map((month) => ({
    month,
    amount: addMoney(...spent.filter((each) => each.month === month).map(({ amount }) => amount)),
  }));
}
