import { authorize, type Context, today } from '@/lib/access/context';
import { debitWalletMany } from '@/lib/billing/commands/debit-wallet';
import { type BillingPeriod, billingPeriods, periodMonths } from '@/lib/catalog/model';
import { type Kopecks, kopecks, timesMoney } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { Prisma } from '@/lib/platform/db';
import type { SubscriptionSubject } from '../model';
import { periodBounds } from '../period.rule';
import { insertFirstCharges, insertSubscriptions, loadPlan, type StoredPlan } from '../store';
import { chargeDescription, chargeKey } from '../words';

export interface StartSubscriptions {
  readonly planSlug: string;
  readonly period: BillingPeriod;
  readonly subjects: readonly SubscriptionSubject[];
}

export type StartCode = 'FORBIDDEN' | 'NOT_FOUND' | 'PERIOD_INVALID' | 'INSUFFICIENT_FUNDS';

/**
 * Starts and pays for subscriptions from today, all or none. Call inside a transaction. A subject with a living
 * subscription of this plan is skipped: nothing is charged and its stop stays (two tabs at once meet the unique
 * index). Refusals: FORBIDDEN, NOT_FOUND (plan, or a subject out of scope or of another kind), PERIOD_INVALID,
 * INSUFFICIENT_FUNDS.
 */
export async function startSubscriptions(
  ctx: Context,
  input: StartSubscriptions,
): Promise<Result<{ readonly charged: Kopecks; readonly subscriptionIds: string[] }, StartCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  if (!billingPeriods.includes(input.period)) return refusal('PERIOD_INVALID');
  const plan = await loadPlan(ctx, input.planSlug);
  if (!plan) return refusal('NOT_FOUND');
  const subjects = uniqueSubjects(input.subjects);
  const storeOf = await storesOfSubjects(ctx, plan, [...subjects.keys()]);
  if (storeOf.size !== subjects.size) return refusal('NOT_FOUND');

  const anchor = today(ctx);
  const months = periodMonths[input.period];
  const bounds = periodBounds(anchor, 0, months);
  const first = { period: input.period, start: bounds.start, end: bounds.end };
  const started = await insertSubscriptions(ctx, {
    ...first,
    plan,
    months,
    subjectIds: [...subjects.keys()],
  });
  if (started.length === 0) return success({ charged: kopecks(0), subscriptionIds: [] });

  const amount = plan.prices[input.period];
  const rows = started.map((row) => {
    const name = subjects.get(row.subjectId) ?? '';
    return { id: row.id, name, storeId: storeOf.get(row.subjectId) ?? null, key: chargeKey(row.id, 0) };
  });
  const debit = await debitWalletMany(ctx, {
    kind: 'SUBSCRIPTION',
    debits: rows.map(({ key, name }) => ({
      amount,
      businessKey: key,
      description: chargeDescription(plan.name, name, bounds),
    })),
  });
  if (!debit.ok) return debit;
  await insertFirstCharges(
    ctx,
    first,
    amount,
    rows.map(({ id, key }) => ({
      subscriptionId: id,
      ledgerTransactionId: debit.value.transactionIds.get(key) ?? '',
    })),
  );
  await audit(
    ctx,
    rows.map(({ id, name, storeId }) => ({
      action: 'subscriptions.start',
      objectType: 'subscription',
      objectId: id,
      objectName: `${plan.name}, ${name}`,
      storeId,
      after: { period: input.period, periodEnd: bounds.end, amount },
    })),
  );
  return success({ charged: timesMoney(amount, rows.length), subscriptionIds: rows.map(({ id }) => id) });
}

function uniqueSubjects(subjects: readonly SubscriptionSubject[]): Map<string, string> {
  return new Map(
    subjects.map((each) => ['simCardId' in each ? each.simCardId : each.terminalId, each.name] as const),
  );
}

/** Store of each subject that is in scope and of the plan's kind. */
async function storesOfSubjects(
  ctx: Context,
  plan: StoredPlan,
  ids: string[],
): Promise<Map<string, string | null>> {
  const table = plan.subject === 'SMART_CARD' ? Prisma.sql`"sim_card"` : Prisma.sql`"terminal"`;
  const inScope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND t."store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  const rows = await ctx.db.$queryRaw<{ id: string; storeId: string | null }[]>`
    SELECT t."id"::text AS id, t."store_id"::text AS "storeId" FROM ${table} t
    WHERE t."organization_id" = ${ctx.organizationId}::uuid ${inScope}
      AND t."id" IN (SELECT s.id::uuid FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) AS s (id))`;
  return new Map(rows.map((row) => [row.id, row.storeId]));
}
