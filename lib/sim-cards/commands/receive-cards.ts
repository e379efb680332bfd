import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { log } from '@/lib/platform/log';
import { transaction } from '@/lib/platform/transaction';
import { readCardNumber } from '../card-number.rule';
import { cardTail } from '../labels';

export interface NewCard {
  readonly iccid: string;
  readonly msisdn: string;
  readonly storeId: string | null;
  /** free, and of the card's store: the caller holds it */
  readonly terminalId: string | null;
  readonly label: string | null;
}

export interface ReceiveCards {
  readonly orderId: string;
  readonly operatorSlug: string;
  readonly cards: readonly NewCard[];
}

/**
 * Adds the cards of an order that have come as READY, named and bound; a card that is known already is left as it is,
 * so a repeat adds nothing. `iccids`: those that were added. A number whose check digit is wrong is taken as the
 * operator gave it (domain.md H). Refusal: FORBIDDEN.
 */
export async function receiveCards(
  ctx: Context,
  input: ReceiveCards,
): Promise<Result<{ readonly iccids: readonly string[] }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly iccids: readonly string[] }, never>> => {
    const at = ctx.clock.now();
    const created = await ctx.db.simCard.createManyAndReturn({
      data: input.cards.map(({ iccid, msisdn, storeId, terminalId, label }) => ({
        organizationId: ctx.organizationId,
        storeId,
        terminalId,
        label,
        orderId: input.orderId,
        operatorSlug: input.operatorSlug,
        iccid: numberFromOperator(iccid),
        msisdn,
        state: 'READY' as const,
        stateChangedAt: at,
        createdAt: at,
      })),
      skipDuplicates: true,
      select: { id: true, iccid: true, storeId: true, label: true, terminal: { select: { name: true } } },
    });
    await audit(
      ctx,
      created.map((card) => ({
        action: 'simCards.receive',
        objectType: 'simCard',
        objectId: card.id,
        objectName: cardTail(card.iccid),
        storeId: card.storeId,
        after: {
          state: 'READY',
          ...(card.label !== null && { label: card.label }),
          ...(card.terminal && { terminal: card.terminal.name }),
        },
      })),
    );
    return success({ iccids: created.map((card) => card.iccid) });
  });
}

/** A card's number as we keep it. */
export function numberFromOperator(iccid: string): string {
  const number = readCardNumber(iccid);
  if (number.ok) return number.iccid;
  log.info('card number of an operator is unusual', {
    problem: number.problem,
    tail: number.digits.slice(-4),
  });
  return number.digits;
}
