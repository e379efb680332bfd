import type { Context } from '@/lib/access/context';
import { addMonths, fromDbDate, type LocalDate, localDateAt, toDbDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { type DeliveredOrder, type Movement, paidByInvoice, type ServiceCharge } from './act.rule';
import { SELLER_ZONE } from './store';

interface ChargeRow {
  readonly key: string;
  readonly paidAt: Date;
  readonly planName: string;
  readonly vat: ServiceCharge['vat'];
  readonly start: Date;
  readonly end: Date;
}

interface OrderRow {
  readonly key: string;
  readonly number: number;
  readonly deliveredAt: Date;
}

/** What the closing document of a month is made of: only what money of invoices has paid. */
export async function actFacts(
  ctx: Context,
  month: LocalDate,
): Promise<{ readonly charges: readonly ServiceCharge[]; readonly orders: readonly DeliveredOrder[] }> {
  const { organizationId } = ctx;
  const next = addMonths(month, 1);
  const [movements, charges, orders] = await Promise.all([
    ctx.db.$queryRaw<Movement[]>`
      SELECT t."business_key" AS "key", e."amount_kopecks"::float8 AS "amount"
      FROM "ledger_transaction" t
      JOIN "ledger_account" a ON a."organization_id" = t."organization_id" AND a."kind" = 'WALLET'
      JOIN "ledger_entry" e ON e."transaction_id" = t."id" AND e."account_id" = a."id"
      WHERE t."organization_id" = ${organizationId}::uuid
        AND t."occurred_at" < (${next}::timestamp AT TIME ZONE ${SELLER_ZONE})
      ORDER BY t."occurred_at", t."id"`,
    ctx.db.$queryRaw<ChargeRow[]>`
      SELECT t."business_key" AS "key", t."occurred_at" AS "paidAt", p."name" AS "planName", p."vat"::text AS "vat",
        c."period_start" AS "start", c."period_end" AS "end"
      FROM "subscription_charge" c
      JOIN "ledger_transaction" t ON t."id" = c."ledger_transaction_id"
      JOIN "subscription" s ON s."id" = c."subscription_id"
      JOIN "plan" p ON p."slug" = s."plan_slug"
      WHERE c."organization_id" = ${organizationId}::uuid AND c."period_start" < ${toDbDate(next)}::date
        AND (c."period_end" > ${toDbDate(month)}::date
          OR t."occurred_at" >= (${month}::timestamp AT TIME ZONE ${SELLER_ZONE}))`,
    ctx.db.$queryRaw<OrderRow[]>`
      SELECT 'card-order:' || o."id" AS "key", o."number", o."delivered_at" AS "deliveredAt"
      FROM "card_order" o
      WHERE o."organization_id" = ${organizationId}::uuid
        AND o."delivered_at" >= (${month}::timestamp AT TIME ZONE ${SELLER_ZONE})
        AND o."delivered_at" < (${next}::timestamp AT TIME ZONE ${SELLER_ZONE})`,
  ]);
  const shares = paidByInvoice(movements);
  const share = (key: string) => shares.get(key) ?? kopecks(0);
  return {
    charges: charges.map(({ key, paidAt, planName, vat, start, end }) => ({
      amount: share(key),
      planName,
      vat,
      start: fromDbDate(start),
      end: fromDbDate(end),
      isPaidInMonth: localDateAt(paidAt, SELLER_ZONE) >= month,
    })),
    orders: orders.map(({ key, number, deliveredAt }) => ({
      amount: share(key),
      number,
      deliveredOn: localDateAt(deliveredAt, SELLER_ZONE),
    })),
  };
}
