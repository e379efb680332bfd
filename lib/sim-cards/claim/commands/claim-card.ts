import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { readCardNumber } from '../../card-number.rule';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { hasStore } from '../claim.store';
import { type Claimed, claimNumber, onTheBeat, type OperatorOf, refuseNumber } from '../claim-number';
import type { ClaimCode } from '../messages';
import type { ClaimCardInput } from '../schema';

/**
 * Adds one card by the number on its plastic (product.md 3.4, domain.md B2.7): added; yours already; not a number, said
 * where; could not be added. The same request again gives the same answer. Refusals: FORBIDDEN, MODULE_NOT_INSTALLED,
 * CARD_CHARACTERS, CARD_LENGTH, CARD_CHECKSUM, NOT_FOUND and STORE_REQUIRED for the place, those of `claimNumber`.
 */
export async function claimCard(
  ctx: Context,
  input: ClaimCardInput,
  operatorOf: OperatorOf,
): Promise<Result<Claimed, ClaimCode>> {
  const denied = authorize(ctx, 'simCards.manage') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const startedMs = performance.now();
  const number = readCardNumber(input.number);
  if (!number.ok) return refuseNumber(number);
  const storeId = input.storeId || null;
  const terminalId = input.terminalId || null;
  if (storeId !== null && !(await hasStore(ctx, storeId))) return refusal('NOT_FOUND');
  if (ctx.storeIds !== null && storeId === null && terminalId === null) return refusal('STORE_REQUIRED');
  const claim = { requestId: input.requestId, iccid: number.iccid, storeId, terminalId };
  const claimed = await claimNumber(ctx, claim, operatorOf);
  if (!claimed.ok && claimed.code === 'CARD_UNKNOWN') {
    await audit(ctx, {
      action: 'simCards.claimRefused',
      objectType: 'organization',
      objectId: ctx.organizationId,
      objectName: `Смарт-карта ${cardTail(number.iccid)}`,
    });
    await onTheBeat(startedMs);
  }
  return claimed;
}
