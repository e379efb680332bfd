import { authorize, type Context, inStores, today } from '@/lib/access/context';
import { debitWalletMany } from '@/lib/billing/commands/debit-wallet';
import { type BillingPeriod, billingPeriods, periodMonths } from '@/lib/catalog/model';
import { toDbDate } from '@/lib/core/local-date';
import { type Kopecks, kopecks, timesMoney } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import type { SubscriptionSubject } from '../model';
import { periodBounds } from '../period.rule';
import { loadPlan, type StoredPlan } from '../store';
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
  const { organizationId } = ctx;
  const onCard = plan.subject === 'SMART_CARD';
  const started = await ctx.db.subscription.createManyAndReturn({
    data: [...subjects.keys()].map((subjectId) => ({
      organizationId,
      planSlug: plan.slug,
      simCardId: onCard ? subjectId : null,
      terminalId: onCard ? null : subjectId,
      state: 'ACTIVE' as const,
      period: input.period,
      anchorDate: toDbDate(anchor),
      periodIndex: 0,
      paidMonths: months,
      periodStart: toDbDate(bounds.start),
      periodEnd: toDbDate(bounds.end),
      createdAt: ctx.clock.now(),
    })),
    skipDuplicates: true,
    select: { id: true, simCardId: true, terminalId: true },
  });
  if (started.length === 0) return success({ charged: kopecks(0), subscriptionIds: [] });

  const amount = plan.prices[input.period];
  const rows = started.map((row) => {
    const subjectId = row.simCardId ?? row.terminalId ?? '';
    const name = subjects.get(subjectId) ?? '';
    return { id: row.id, name, storeId: storeOf.get(subjectId) ?? null, key: chargeKey(row.id, 0) };
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
  await ctx.db.subscriptionCharge.createMany({
    data: rows.map(({ id, key }) => ({
      organizationId,
      subscriptionId: id,
      periodIndex: 0,
      period: input.period,
      periodStart: toDbDate(bounds.start),
      periodEnd: toDbDate(bounds.end),
      amountKopecks: amount,
      ledgerTransactionId: debit.value.transactionIds.get(key) ?? '',
      createdAt: ctx.clock.now(),
    })),
  });
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
  const where = { organizationId: ctx.organizationId, id: { in: ids }, ...inStores(ctx) };
  const select = { id: true, storeId: true } as const;
  const rows: { id: string; storeId: string | null }[] =
    plan.subject === 'SMART_CARD'
      ? await ctx.db.simCard.findMany({ where, select })
      : await ctx.db.terminal.findMany({ where, select });
  return new Map(rows.map((row) => [row.id, row.storeId]));
}
