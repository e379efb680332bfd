import { authorize, type Context } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { loadCatalog } from '@/lib/catalog/queries';
import { formatMoney, type Kopecks, kopecks, timesMoney } from '@/lib/core/money';
import { refusal, type Result, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { SIM_CARD_MODULE } from '../../model';
import { simCardPlan } from '../../plan.rule';
import { bulkTitle } from '../labels';
import type { BulkCode } from '../messages';
import type { ConfirmBulkInput } from '../schema';
import { lockBulk, moveBulk, type StoredBulk, waitingTotals } from '../store';
import { wakeBulk } from '../wake';

/**
 * Starts a checked list in the name of who confirms. From here no more than `expectedTotal` (kopecks, as the screen
 * said) is charged, card by card as they are activated. The same again changes nothing. Refusals: FORBIDDEN,
 * NOT_FOUND, MODULE_NOT_INSTALLED, BULK_STATE, NOTHING_TO_DO, PERIOD_INVALID, QUOTE_CHANGED, INSUFFICIENT_FUNDS.
 */
export async function confirmBulk(
  ctx: Context,
  input: ConfirmBulkInput,
): Promise<Result<{ readonly bulkId: string }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly bulkId: string }, BulkCode>> => {
    const bulk = await lockBulk(ctx, input.bulkId);
    if (!bulk) return refusal('NOT_FOUND');
    if (bulk.confirmedAt) return success({ bulkId: bulk.id });
    if (bulk.state !== 'DRAFT') return refusal('BULK_STATE');
    const { cards, toPay } = await waitingTotals(ctx, bulk.id);
    if (cards === 0) return refusal('NOTHING_TO_DO');
    const terms = await termsOf(ctx, bulk, input, toPay);
    if (!terms.ok) return terms;
    const state = await moveBulk(ctx, bulk, 'CONFIRM', {
      actor: ctx.actor,
      terms: { ...terms.value, stopRenewal: bulk.action === 'DEACTIVATE' && input.stopRenewal },
    });
    await audit(ctx, {
      action: 'simCards.bulkStart',
      objectType: 'simBulk',
      objectId: bulk.id,
      objectName: bulkTitle({ action: bulk.action, total: cards }),
      before: { state: bulk.state },
      after: {
        state,
        ...(terms.value.max > 0 ? { amount: terms.value.max, period: terms.value.period } : {}),
        ...(bulk.action === 'DEACTIVATE' ? { stopRenewal: input.stopRenewal } : {}),
      },
    });
    await wakeBulk(ctx, bulk.id);
    return success({ bulkId: bulk.id });
  });
}

interface Terms {
  readonly period: ConfirmBulkInput['period'];
  readonly unitPrice: Kopecks;
  readonly max: Kopecks;
}

async function termsOf(
  ctx: Context,
  bulk: StoredBulk,
  { period, expectedTotal }: ConfirmBulkInput,
  toPay: number,
): Promise<Result<Terms, 'PERIOD_INVALID' | 'QUOTE_CHANGED' | 'INSUFFICIENT_FUNDS'>> {
  const free = kopecks(0);
  if (bulk.action === 'DEACTIVATE' || toPay === 0) {
    if (expectedTotal !== 0) return refusal('QUOTE_CHANGED', { total: formatMoney(free) });
    return success({ period: null, unitPrice: free, max: free });
  }
  if (period === null) return refusal('PERIOD_INVALID');
  const unitPrice = simCardPlan(await loadCatalog(ctx.db)).prices[period];
  const max = timesMoney(unitPrice, toPay);
  if (max !== expectedTotal) return refusal('QUOTE_CHANGED', { total: formatMoney(max) });
  const missing = kopecks(max - (await walletBalance(ctx)));
  if (missing > 0) return refusal('INSUFFICIENT_FUNDS', { missing: formatMoney(missing) });
  return success({ period, unitPrice, max });
}
