import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { log } from '@/lib/platform/log';
import { transaction } from '@/lib/platform/transaction';
import { writeLog } from '../card/log.store';
import { cardNumberKey, readCardNumber } from '../card-number.rule';
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

interface TakenCard {
  readonly id: string;
  readonly iccid: string;
  readonly storeId: string | null;
  readonly label: string | null;
  /** the terminal it has been put on by this */
  readonly terminalName: string | null;
}

/**
 * Adds the cards of an order that have come as READY, named and bound. A card that was added by its number before it
 * was delivered becomes one of the order and keeps the name and terminal it was given; any other that is known is left
 * as it is, so a repeat adds nothing. `iccids`: those that became cards of the order. A number whose check digit is
 * wrong is taken as the operator gave it (domain.md H). Refusal: FORBIDDEN.
 */
export async function receiveCards(
  ctx: Context,
  input: ReceiveCards,
): Promise<Result<{ readonly iccids: readonly string[] }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'cardOrders.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly iccids: readonly string[] }, never>> => {
    const adopted = await adoptCards(ctx, input);
    const created = await createCards(ctx, input);
    const taken = [...adopted, ...created];
    await writeLog(
      ctx,
      taken.flatMap(({ id, terminalName }) =>
        terminalName === null ? [] : [{ simCardId: id, kind: 'BOUND', after: terminalName }],
      ),
    );
    await audit(
      ctx,
      taken.map(({ id, iccid, storeId, label, terminalName }) => ({
        action: 'simCards.receive',
        objectType: 'simCard',
        objectId: id,
        objectName: cardTail(iccid),
        storeId,
        after: {
          state: 'READY',
          ...(label !== null && { label }),
          ...(terminalName !== null && { terminal: terminalName }),
        },
      })),
    );
    return success({ iccids: taken.map((card) => card.iccid) });
  });
}

async function createCards(ctx: Context, input: ReceiveCards): Promise<TakenCard[]> {
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
  return created.map(({ terminal, ...card }) => ({ ...card, terminalName: terminal?.name ?? null }));
}

/** Cards of the organization that were added by their number, of no order yet. */
async function adoptCards(ctx: Context, input: ReceiveCards): Promise<TakenCard[]> {
  const cards = input.cards.map((card) => ({ ...card, key: cardNumberKey(numberFromOperator(card.iccid)) }));
  return ctx.db.$queryRaw<TakenCard[]>`
    UPDATE "sim_card" c
    SET "order_id" = ${input.orderId}::uuid,
      "msisdn" = coalesce(c."msisdn", n.msisdn),
      "label" = coalesce(c."label", n.label),
      "store_id" = CASE WHEN before."terminal_id" IS NULL AND n.terminal_id IS NOT NULL THEN n.store_id
        ELSE coalesce(c."store_id", n.store_id) END,
      "terminal_id" = coalesce(c."terminal_id", n.terminal_id)
    FROM unnest(
      ${cards.map(({ key }) => key)}::text[], ${cards.map(({ msisdn }) => msisdn)}::text[],
      ${cards.map(({ storeId }) => storeId)}::uuid[], ${cards.map(({ terminalId }) => terminalId)}::uuid[],
      ${cards.map(({ label }) => label)}::text[]
    ) AS n (key, msisdn, store_id, terminal_id, label)
    JOIN "sim_card" before ON sim_card_number_key(before."iccid") = n.key
    LEFT JOIN "terminal" t ON t."id" = n.terminal_id
    WHERE c."id" = before."id" AND c."organization_id" = ${ctx.organizationId}::uuid
      AND c."operator_slug" = ${input.operatorSlug} AND c."order_id" IS NULL AND c."state" <> 'TERMINATED'
    RETURNING c."id", c."iccid", c."store_id" AS "storeId", c."label",
      CASE WHEN before."terminal_id" IS NULL THEN t."name" END AS "terminalName"`;
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
