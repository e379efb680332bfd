import { authorize, type Context, today } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { type BillingPeriod, billingPeriods } from '@/lib/catalog/model';
import { addMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { objectName } from '../charge';
import { type ChangeNowCode, changePeriodNow, QUOTE_MINUTES } from '../period-change.rule';
import { paidForPeriod, type QuoteLine, saveQuote } from '../period-quote.store';
import { loadSubscriptions } from '../store';

export interface PeriodQuote {
  readonly quoteId: string;
  readonly period: BillingPeriod;
  readonly lines: readonly QuoteLine[];
  /** those that the change does not fit, and why */
  readonly unfit: readonly { readonly id: string; readonly name: string; readonly code: ChangeNowCode }[];
  readonly total: Kopecks;
  readonly balance: Kopecks;
  readonly expiresAt: Date;
}

export type QuotePeriodChangeCode = 'FORBIDDEN' | 'NOT_FOUND' | 'PERIOD_INVALID' | ChangeNowCode;

/**
 * Counts what a longer period costs from today on, for one subscription or many, and keeps it for 15 minutes:
 * `changePeriodNow` charges exactly this. Those that do not fit are named and left out. Refusals: FORBIDDEN,
 * NOT_FOUND, PERIOD_INVALID, and when none fits, the reason of the first.
 */
export async function quotePeriodChange(
  ctx: Context,
  input: { readonly subscriptionIds: readonly string[]; readonly period: string },
): Promise<Result<PeriodQuote, QuotePeriodChangeCode>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const period = billingPeriods.find((each) => each === input.period);
  if (!period) return refusal('PERIOD_INVALID');
  const ids = [...new Set(input.subscriptionIds)];
  return transaction(ctx, async (ctx): Promise<Result<PeriodQuote, QuotePeriodChangeCode>> => {
    const subs = await loadSubscriptions(ctx, ids);
    if (subs.length !== ids.length || ids.length === 0) return refusal('NOT_FOUND');
    const paid = await paidForPeriod(ctx, ids);
    const day = today(ctx);
    const lines: QuoteLine[] = [];
    const unfit: { id: string; name: string; code: ChangeNowCode }[] = [];
    for (const sub of subs) {
      const change = changePeriodNow(sub, paid.get(sub.id) ?? kopecks(0), sub.prices[period], period, day);
      const name = objectName(sub);
      if (!change.ok) unfit.push({ id: sub.id, name, code: change.code });
      else {
        const { id: subscriptionId, periodIndex } = sub;
        lines.push({ ...change.value, subscriptionId, name, period: sub.period, periodIndex });
      }
    }
    if (lines.length === 0) return refusal(unfit[0]?.code ?? 'NOT_FOUND');
    const total = addMoney(...lines.map((line) => line.amount));
    const expiresAt = new Date(ctx.clock.now().getTime() + QUOTE_MINUTES * 60_000);
    const quoteId = await saveQuote(ctx, { period, day, lines, total, expiresAt });
    return success({ quoteId, period, lines, unfit, total, balance: await walletBalance(ctx), expiresAt });
  });
}
