import { randomUUID } from 'node:crypto';
import { authorize, type Context, inStores } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { isModuleUsable } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { cardAfter } from '../hold.rule';
import { cardTail } from '../labels';
import { SIM_CARD_MODULE } from '../model';
import { isGivenUp } from '../operation.rule';
import type { OperatorCard, SimOperator } from '../operator.port';
import { type LastOperation, lastOperation } from '../operation.store';
import { decideRepair } from '../repair.rule';
import { lockCards, moveCards, type StoredCard } from '../store';
import { noteMismatch, wasClosedByUs } from '../mismatch.store';
import { settle } from './settle-card';

export type Reconciled =
  /** we agree, or will know when the operation under way ends */
  | 'AGREES'
  /** the card's history says what the operator has reported */
  | 'REPAIRED'
  /** said to people, nothing else can be done */
  | 'REPORTED'
  | 'UNKNOWN_TO_OPERATOR'
  | 'UNAVAILABLE';

const words: Readonly<Record<OperatorCard['state'], string>> = {
  READY: 'карта не включена',
  ACTIVE: 'карта включена',
  INACTIVE: 'карта отключена',
  TERMINATED: 'карта закрыта',
};

/** Why the cabinet then acts, for the history of the card. */
const settleWords: Readonly<Record<OperatorCard['state'], string>> = {
  READY: 'Карта должна работать, включаем снова',
  ACTIVE: 'Карта не должна работать, отключаем снова',
  INACTIVE: 'Карта должна работать, включаем снова',
  TERMINATED: '',
};

/**
 * Compares one card with what its operator says about it now, takes in the operator's truth and brings the card to
 * where it belongs. A card that we have closed and that is not closed there is asked to be closed again; one that the
 * operator does not know is told of. The operator is asked outside of the transaction; a card that changed meanwhile is left to the
 * next comparison. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function reconcileCard(
  ctx: Context,
  input: { readonly simCardId: string },
  operator: SimOperator,
): Promise<Result<Reconciled, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'simCards.switch');
  if (denied) return denied;
  const before = await ctx.db.simCard.findFirst({
    where: { id: input.simCardId, organizationId: ctx.organizationId, ...inStores(ctx) },
    select: { id: true, iccid: true, state: true },
  });
  if (!before) return refusal('NOT_FOUND');
  const lastBefore = await lastOperation(ctx, before.id);
  const answer = await operator.inspect(before.iccid);
  if (answer.kind === 'unavailable') return success('UNAVAILABLE');
  const compared = await transaction(ctx, async (ctx): Promise<Result<Compared, 'NOT_FOUND'>> => {
    const [card] = await lockCards(ctx, [before.id]);
    if (!card) return refusal('NOT_FOUND');
    const last = await lastOperation(ctx, card.id);
    const isAsItWas = card.state === before.state && last?.id === lastBefore?.id;
    if (answer.kind === 'unknown') {
      if (isAsItWas) await noteMismatch(ctx, card, card.state === 'TERMINATED' ? null : 'UNKNOWN');
      return success('UNKNOWN_TO_OPERATOR');
    }
    if (!isAsItWas) return success('AGREES');
    const theirs = answer.card.state;
    if (card.state === 'TERMINATED' && theirs !== 'TERMINATED') {
      const isOurs = await wasClosedByUs(ctx, card.id);
      await noteMismatch(ctx, card, 'ALIVE', isOurs ? 'CLOSED_BY_US' : null);
      return success(isOurs ? 'CLOSE_AGAIN' : 'REPORTED');
    }
    await noteMismatch(ctx, card, null);
    return success((await repair(ctx, card, theirs, last)) ? 'REPAIRED' : 'AGREES');
  });
  if (!compared.ok || compared.value !== 'CLOSE_AGAIN') return compared as Result<Reconciled, 'NOT_FOUND'>;
  const reply = await operator.request({
    operationId: randomUUID(),
    action: 'TERMINATE',
    iccid: before.iccid,
  });
  return success(reply.kind === 'accepted' || reply.kind === 'completed' ? 'REPAIRED' : 'REPORTED');
}

type Compared = Reconciled | 'CLOSE_AGAIN';

async function repair(
  ctx: Context,
  card: StoredCard,
  theirs: OperatorCard['state'],
  last: LastOperation | null,
): Promise<boolean> {
  const living = await livingSubscriptions(ctx, { simCardIds: [card.id] });
  const decision = decideRepair(
    {
      ...card,
      mayWork: living.length > 0 && (await isModuleUsable(ctx, SIM_CARD_MODULE)),
      activationGivenUp: last?.action === 'ACTIVATE' && isGivenUp(last.state),
      deactivationGivenUp: last?.action === 'DEACTIVATE' && isGivenUp(last.state),
    },
    theirs,
  );
  const change = decision && { ...decision, former: card.state };
  const after = change && cardAfter(card, change);
  if (!change || !after) return false;
  const reason = `Сверка: оператор сообщил, что ${words[theirs]}`;
  const actorName = `Оператор ${card.operatorName}`;
  await moveCards(ctx, [{ ...change, card, operationId: null, actorName, reason }]);
  await audit(ctx, {
    action: 'simCards.operatorReport',
    objectType: 'simCard',
    objectId: card.id,
    objectName: cardTail(card.iccid),
    storeId: card.storeId,
    before: { state: card.state },
    after: { state: after.state },
  });
  if (change.event === 'CLOSED') {
    const renewing = living.filter((each) => !each.cancelAtPeriodEnd).map((each) => each.id);
    await stopRenewal(ctx, { subscriptionIds: renewing, byRemoval: false });
  } else {
    await settle(ctx, { ...card, ...after, suspendReason: after.holds[0] ?? null }, settleWords[theirs]);
  }
  return true;
}
