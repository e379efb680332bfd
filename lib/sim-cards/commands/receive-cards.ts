import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { log } from '@/lib/platform/log';
import { transaction } from '@/lib/platform/transaction';
import { readCardNumber } from '../card-number.rule';
import { cardTail } from '../labels';

export interface ReceiveCards {
  readonly orderId: string;
  readonly operatorSlug: string;
  readonly storeId: string | null;
  readonly cards: readonly { readonly iccid: string; readonly msisdn: string }[];
}

/**
 * Adds the cards of a delivered order as READY; a card that is known already is left as it is, so a repeat adds
 * nothing. A number whose check digit is wrong is taken as the operator gave it (domain.md H). Refusal: FORBIDDEN.
 */
export async function receiveCards(
  ctx: Context,
  input: ReceiveCards,
): Promise<Result<{ readonly received: number }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly received: number }, never>> => {
    const at = ctx.clock.now();
    const created = await ctx.db.simCard.createManyAndReturn({
      data: input.cards.map(({ iccid, msisdn }) => ({
        organizationId: ctx.organizationId,
        storeId: input.storeId,
        orderId: input.orderId,
        operatorSlug: input.operatorSlug,
        iccid: cleanNumber(iccid),
        msisdn,
        state: 'READY' as const,
        stateChangedAt: at,
        createdAt: at,
      })),
      skipDuplicates: true,
      select: { id: true, iccid: true },
    });
    await audit(
      ctx,
      created.map((card) => ({
        action: 'simCards.receive',
        objectType: 'simCard',
        objectId: card.id,
        objectName: cardTail(card.iccid),
        storeId: input.storeId,
        after: { state: 'READY' },
      })),
    );
    return success({ received: created.length });
  });
}

function cleanNumber(iccid: string): string {
  const number = readCardNumber(iccid);
  if (number.ok) return number.iccid;
  log.info('card number of an operator is unusual', {
    problem: number.problem,
    tail: number.digits.slice(-4),
  });
  return number.digits;
}
