import type { Context } from '@/lib/access/context';
import { debitWallet } from '@/lib/billing/commands/debit-wallet';
import { toDbDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { askAutopayLater } from './commands/ask-autopay';
import { type EndReason, type NextPeriod, stateAfter } from './renewal.rule';
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
 * Pays the next period of a locked subscription and moves it there. Once per (subscription, periodIndex): the
 * business key and the unique index hold it. A debt that is paid is announced as `subscription.restored`.
 */
export async function chargeNextPeriod(
  ctx: Context,
  sub: StoredSubscription,
  next: NextPeriod,
  action: 'subscriptions.renew' | 'subscriptions.renewNow',
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
    action,
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

/** Ends a locked subscription and tells the domains that depend on it. */
export async function endSubscription(
  ctx: Context,
  sub: StoredSubscription,
  reason: EndReason,
): Promise<void> {
  await saveTerms(ctx, [sub.id], { state: stateAfter(sub.state, 'ENDED'), endedAt: ctx.clock.now() });
  await audit(ctx, {
    action: 'subscriptions.end',
    objectType: 'subscription',
    objectId: sub.id,
    objectName: objectName(sub),
    storeId: sub.storeId,
    before: { state: sub.state },
    after: { state: 'EXPIRED', reason, periodEnd: sub.periodEnd },
  });
  await emit(ctx, 'subscription.ended', { ...eventPayload(sub), reason });
}

/** Not enough money on the account: everything works on, autopay is asked, the next attempt is tomorrow. */
export async function markPastDue(
  ctx: Context,
  sub: StoredSubscription,
  today: NextPeriod['start'],
): Promise<void> {
  const state = stateAfter(sub.state, 'CHARGE_FAILED');
  await saveTerms(ctx, [sub.id], { state, triedOn: today });
  await audit(ctx, {
    action: 'subscriptions.chargeFailed',
    objectType: 'subscription',
    objectId: sub.id,
    objectName: objectName(sub),
    storeId: sub.storeId,
    before: { state: sub.state },
    after: { state, periodEnd: sub.periodEnd },
  });
  await askAutopayLater(ctx);
}
