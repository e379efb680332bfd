import type { Context } from '@/lib/access/context';
import { debitWallet } from '@/lib/billing/commands/debit-wallet';
import { toDbDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { type NextPeriod, stateAfter } from './renewal.rule';
import { saveTerms, type StoredSubscription } from './store';
import { chargeDescription, chargeKey } from './words';

const eventPayload = (sub: Pick<StoredSubscription, 'id' | 'simCardId' | 'terminalId' | 'planSlug'>) => ({
  subscriptionId: sub.id,
  simCardId: sub.simCardId,
  terminalId: sub.terminalId,
  planSlug: sub.planSlug,
});

export const objectName = (sub: Pick<StoredSubscription, 'planName' | 'subjectName'>): string =>
  `${sub.planName}, ${sub.subjectName}`;

/**
 * Pays the next period of one locked subscription because a person asks for it, and moves it there. Once per
 * (subscription, periodIndex): the business key and the unique index hold it. A debt that is paid is announced as
 * `subscription.restored`. What is due is renewed by `renewDue`.
 */
export async function chargeNextPeriod(
  ctx: Context,
  sub: StoredSubscription,
  next: NextPeriod,
): Promise<Result<{ readonly amount: Kopecks }, 'INSUFFICIENT_FUNDS'>> {
  const amount = sub.prices[next.period];
  const debit = await debitWallet(ctx, {
    kind: 'SUBSCRIPTION',
    amount,
    businessKey: chargeKey(sub.id, next.index),
    description: chargeDescription(sub.planName, sub.subjectName, next),
  });
  if (!debit.ok) return debit;
  await ctx.db.subscriptionCharge.create({
    data: {
      organizationId: ctx.organizationId,
      subscriptionId: sub.id,
      periodIndex: next.index,
      period: next.period,
      periodStart: toDbDate(next.start),
      periodEnd: toDbDate(next.end),
      amountKopecks: amount,
      ledgerTransactionId: debit.value.transactionId,
      createdAt: ctx.clock.now(),
    },
  });
  await saveTerms(ctx, [sub.id], {
    state: stateAfter(sub.state, 'CHARGED'),
    period: next.period,
    pendingPeriod: null,
    periodIndex: next.index,
    paidMonths: next.paidMonths,
    periodStart: next.start,
    periodEnd: next.end,
    triedOn: null,
  });
  await audit(ctx, {
    action: 'subscriptions.renewNow',
    objectType: 'subscription',
    objectId: sub.id,
    objectName: objectName(sub),
    storeId: sub.storeId,
    before: { period: sub.period, periodEnd: sub.periodEnd },
    after: { period: next.period, periodEnd: next.end, amount },
  });
  if (sub.state === 'PAST_DUE') await announceRestored(ctx, sub);
  return success({ amount });
}

export async function announceRestored(
  ctx: Context,
  sub: Pick<StoredSubscription, 'id' | 'simCardId' | 'terminalId' | 'planSlug'>,
): Promise<void> {
  await emit(ctx, 'subscription.restored', eventPayload(sub));
}
