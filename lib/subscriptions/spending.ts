import { authorize, type Context, today } from '@/lib/access/context';
import { monthsUntil, spendingByKind } from '@/lib/billing/spending';
import type { LocalDate } from '@/lib/core/local-date';
import { type MonthTable, monthTable } from './forecast.rule';

interface PlanRow {
  readonly month: LocalDate;
  readonly key: string;
  readonly name: string;
  readonly amount: bigint;
}

/**
 * What was spent in the last `count` calendar months: subscriptions by plan, then orders of cards with refunds taken
 * off. Its totals are those of the ledger, to the kopeck. Null without `finance.read`.
 */
export async function spendingTable(ctx: Context, count: number): Promise<MonthTable | null> {
  if (authorize(ctx, 'finance.read')) return null;
  const months = monthsUntil(today(ctx), count);
  const [spent, plans] = await Promise.all([
    spendingByKind(ctx, count),
    ctx.db.$queryRaw<PlanRow[]>`
      SELECT to_char(date_trunc('month', c."created_at" AT TIME ZONE ${ctx.timeZone}), 'YYYY-MM-DD') AS "month",
             p."slug" AS "key", p."name" AS "name", sum(c."amount_kopecks")::bigint AS "amount"
      FROM "subscription" s
      JOIN "subscription_charge" c ON c."subscription_id" = s."id" AND c."organization_id" = s."organization_id"
      JOIN "plan" p ON p."slug" = s."plan_slug"
      WHERE s."organization_id" = ${ctx.organizationId}::uuid
        AND c."created_at" >= (${months[0]}::timestamp AT TIME ZONE ${ctx.timeZone})
      GROUP BY 1, 2, 3`,
  ]);
  const known = new Map<LocalDate, number>();
  for (const { month, amount } of plans) known.set(month, (known.get(month) ?? 0) + Number(amount));
  const amounts = spent.flatMap(({ month, kind, amount }) => {
    if (kind === 'CARD_ORDER') return [{ month, key: 'orders', name: 'Заказы смарт-карт', amount }];
    const rest = amount - (known.get(month) ?? 0);
    return rest === 0 ? [] : [{ month, key: 'other', name: 'Другие подписки', amount: rest }];
  });
  return monthTable(months, [
    ...plans.map(({ amount, ...row }) => ({ ...row, amount: Number(amount) })),
    ...amounts,
  ]);
}
