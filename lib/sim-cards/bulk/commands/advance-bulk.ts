import { actingFor } from '@/lib/access/acting';
import { authorize, can, type Context } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { loadCatalog } from '@/lib/catalog/queries';
import { messageText } from '@/lib/core/messages';
import { formatMoney, type Kopecks, kopecks, timesMoney } from '@/lib/core/money';
import { type Details, refusal, type Result, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { cardTail } from '../../labels';
import { SIM_CARD_MODULE } from '../../model';
import { simCardPlan } from '../../plan.rule';
import { lockCards, openOperations, type StoredCard } from '../../store';
import { paidCards } from '../examine';
import { decideTurn } from '../examine.rule';
import { bulkTitle } from '../labels';
import { type PauseCode, pauseMessages } from '../messages';
import { decideAffordable, type Turn } from '../turn.rule';
import {
  addCharge,
  beginItems,
  countItems,
  leaveItems,
  lockTurn,
  markFinished,
  moveBulk,
  readBulk,
  refuseItems,
  settleItems,
  type StoredBulk,
  waitingItems,
} from '../store';

/** Operations of one bulk under way at once: other cards of the operator get their turn between them. */
export const OPEN_LIMIT = 400;
/** Cards begun in one transaction. */
const PART = 200;

export interface Advance {
  /** cards begun, refused or ended */
  readonly moved: number;
  /** there is room for more at once */
  readonly hasMore: boolean;
  /** something is still to come of it */
  readonly goesOn: boolean;
}

interface Pause {
  readonly code: PauseCode;
  readonly details?: Details;
}

/**
 * One step of a bulk, all in one transaction: takes over what the operators have answered, then begins the next cards,
 * each decided anew, paid and asked for as a single one would be. In the name and with the rights of who started it;
 * waits by itself without right, module or money, or at another price. Any number may run at once, one works. A pause or
 * a stop during a step takes effect with the next one.
 * Refusals: FORBIDDEN; INSUFFICIENT_FUNDS when the account was emptied meanwhile: the next step sees it and waits.
 */
export async function advanceBulk(
  job: Context,
  { bulkId }: { readonly bulkId: string },
): Promise<Result<Advance, 'FORBIDDEN' | 'INSUFFICIENT_FUNDS'>> {
  const denied = authorize(job, 'simCards.switch');
  if (denied) return denied;
  return transaction(job, async (ctx): Promise<Result<Advance, 'FORBIDDEN' | 'INSUFFICIENT_FUNDS'>> => {
    await lockTurn(ctx, bulkId);
    const bulk = await readBulk(ctx, bulkId);
    if (!bulk?.confirmedAt || bulk.finishedAt) return success({ moved: 0, hasMore: false, goesOn: false });
    let { state } = bulk;
    let moved = await settleItems(ctx, bulk.id);
    if (state === 'STOPPED') await leaveItems(ctx, bulk.id);
    const before = await countItems(ctx, bulk.id);
    const room = Math.min(PART, OPEN_LIMIT - before.RUNNING, before.WAITING);
    let begun = 0;
    let waiting = before.WAITING;
    if (state === 'RUNNING' && room > 0) {
      const step = await beginNext(ctx, bulk, room);
      if (!step.ok) return step;
      begun = step.value.begun;
      waiting -= begun + step.value.refused;
      moved += begun + step.value.refused;
      await addCharge(ctx, bulk.id, step.value.charged);
      if (step.value.pause) state = await waitFor(ctx, bulk, step.value.pause);
    }
    const running = before.RUNNING + begun;
    if (state === 'RUNNING' && waiting === 0 && running === 0) state = await moveBulk(ctx, bulk, 'FINISH');
    if (running === 0 && state !== 'RUNNING' && state !== 'PAUSED') await markFinished(ctx, bulk.id);
    const hasMore = state === 'RUNNING' && waiting > 0 && running < OPEN_LIMIT;
    return success({ moved, hasMore, goesOn: state === 'RUNNING' || running > 0 });
  });
}

async function waitFor(
  ctx: Context,
  bulk: StoredBulk,
  { code, details }: Pause,
): Promise<StoredBulk['state']> {
  const reason = messageText(pauseMessages[code], details);
  const { WAITING } = await countItems(ctx, bulk.id);
  await audit(ctx, {
    action: 'simCards.bulkPause',
    objectType: 'simBulk',
    objectId: bulk.id,
    objectName: bulkTitle({ action: bulk.action, total: WAITING }),
    after: { reason },
  });
  return moveBulk(ctx, bulk, 'PAUSE', { pause: { code, reason } });
}

interface Step {
  readonly begun: number;
  readonly refused: number;
  readonly charged: Kopecks;
  readonly pause: Pause | null;
}

const pausedFor = (code: PauseCode): Result<Step, never> =>
  success({ begun: 0, refused: 0, charged: kopecks(0), pause: { code } });

async function beginNext(
  job: Context,
  bulk: StoredBulk,
  limit: number,
): Promise<Result<Step, 'FORBIDDEN' | 'INSUFFICIENT_FUNDS'>> {
  const ctx = await actingFor(job, bulk.actorId);
  if (!ctx || !can(ctx, 'simCards.switch')) return pausedFor('NO_RIGHT');
  if (await requireModule(ctx, SIM_CARD_MODULE)) return pausedFor('MODULE_NOT_INSTALLED');
  const plan = simCardPlan(await loadCatalog(ctx.db));
  const price = bulk.period ? plan.prices[bulk.period] : kopecks(0);
  if (bulk.unitPrice !== null && price !== bulk.unitPrice) return pausedFor('PRICE_CHANGED');

  const items = await waitingItems(ctx, bulk.id, limit);
  const ids = items.map((item) => item.simCardId);
  const cards = new Map((await lockCards(ctx, ids)).map((card) => [card.id, card]));
  const paid = bulk.action === 'ACTIVATE' ? await paidCards(ctx, plan.slug, ids) : new Set<string>();
  const refused: { position: number; code: string; reason: string }[] = [];
  const turns: Turn[] = [];
  for (const { position, simCardId, toPay } of items) {
    const card = cards.get(simCardId);
    const decision = decideTurn({ toPay }, card, bulk.action, paid.has(simCardId));
    if (!decision.fit) refused.push({ position, code: decision.code, reason: decision.reason });
    else turns.push({ position, simCardId, price: decision.toPay ? price : kopecks(0) });
  }
  const balance = turns.some((turn) => turn.price > 0) ? await walletBalance(ctx) : kopecks(0);
  const { now, rest } = decideAffordable(turns, balance);
  await refuseItems(ctx, bulk.id, refused);
  const begun = await begin(ctx, bulk, plan.slug, now, cards);
  if (!begun.ok) return begun;
  const pause = rest.length === 0 ? null : await missingFor(job, bulk, price, balance, now, rest);
  return success({ begun: now.length, refused: refused.length, charged: begun.value, pause });
}

/** What is missing to finish, as far as it is known: the rest of this part and all that wait behind it. */
async function missingFor(
  ctx: Context,
  bulk: StoredBulk,
  price: Kopecks,
  balance: Kopecks,
  now: readonly Turn[],
  rest: readonly Turn[],
): Promise<Pause> {
  const last = rest.at(-1)?.position ?? 0;
  const behind = await ctx.db.simBulkItem.count({
    where: {
      organizationId: ctx.organizationId,
      bulkId: bulk.id,
      state: 'WAITING',
      toPay: true,
      position: { gt: last },
    },
  });
  const spent = now.reduce((sum, turn) => sum + turn.price, 0);
  const due = rest.reduce((sum, turn) => sum + turn.price, 0) + timesMoney(price, behind);
  return { code: 'INSUFFICIENT_FUNDS', details: { missing: formatMoney(kopecks(due - (balance - spent))) } };
}

async function begin(
  ctx: Context,
  bulk: StoredBulk,
  planSlug: string,
  turns: readonly Turn[],
  cardOf: ReadonlyMap<string, StoredCard>,
): Promise<Result<Kopecks, 'FORBIDDEN' | 'INSUFFICIENT_FUNDS'>> {
  let charged = kopecks(0);
  if (turns.length === 0) return success(charged);
  const cards = turns.flatMap((turn) => cardOf.get(turn.simCardId) ?? []);
  const toPay = new Set(turns.filter((turn) => turn.price > 0).map((turn) => turn.simCardId));
  const { action, period } = bulk;
  if (action === 'ACTIVATE') {
    if (toPay.size > 0 && period !== null) {
      const started = await startSubscriptions(ctx, {
        planSlug,
        period,
        subjects: cards
          .filter((card) => toPay.has(card.id))
          .map((card) => ({ simCardId: card.id, name: cardTail(card.iccid) })),
      });
      if (!started.ok) {
        if (started.code === 'INSUFFICIENT_FUNDS') return refusal(started.code, started.details);
        throw new Error(`a subscription of a bulk was refused: ${started.code}`);
      }
      charged = started.value.charged;
    }
    await openOperations(ctx, cards, { action, requestId: bulk.id, holds: [] });
  } else {
    if (bulk.stopRenewal) await stopRenewals(ctx, cards);
    await openOperations(ctx, cards, { action, requestId: bulk.id, intended: 'INACTIVE' });
  }
  await beginItems(
    ctx,
    bulk.id,
    turns.map(({ position, price }) => ({ position, charged: price })),
  );
  await audit(
    ctx,
    cards.map((card) => ({
      action: action === 'ACTIVATE' ? 'simCards.activate' : 'simCards.deactivate',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { state: card.state },
      after: {
        state: action === 'ACTIVATE' ? 'ACTIVATING' : 'DEACTIVATING',
        ...(toPay.has(card.id) ? { period } : {}),
        ...(action === 'DEACTIVATE' ? { stopRenewal: bulk.stopRenewal } : {}),
      },
    })),
  );
  return success(charged);
}

async function stopRenewals(ctx: Context, cards: readonly StoredCard[]): Promise<void> {
  const living = await livingSubscriptions(ctx, { simCardIds: cards.map((card) => card.id) });
  const stopped = await stopRenewal(ctx, {
    subscriptionIds: living.filter((each) => !each.cancelAtPeriodEnd).map((each) => each.id),
    byRemoval: false,
  });
  if (!stopped.ok) throw new Error(`a stop of a bulk was refused: ${stopped.code}`);
}
