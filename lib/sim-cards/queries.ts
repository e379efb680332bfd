import { can, type Context, inStores } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { type Found, foundOf, MOST_FOUND, nothingFound } from '@/lib/core/search';
import type { Db } from '@/lib/platform/db';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { cardTail, failedOperation } from './labels';
import { cardsByText, pageOfCards, type TroubledCard, troubledCards } from './list.store';
import {
  type FoundCard,
  type OperatorView,
  type SimAction,
  type SimCardDetail,
  type SimCardList,
  type SimCardState,
  simCardStates,
} from './model';
import type { SimCardFilter } from './schema';
import { oneCardAttention } from './usage/queries';

const HISTORY = 100;
const ATTENTION = 20;

/** Cards in scope by the filter, 50 a page, newest first. */
export async function listSimCards(ctx: Context, filter: SimCardFilter): Promise<SimCardList> {
  const { rows, total, more } = await pageOfCards(ctx, filter);
  const backwards = !filter.after && filter.before !== null;
  const first = rows[0]?.id ?? null;
  const last = rows.at(-1)?.id ?? null;
  return {
    rows,
    total,
    previous: filter.after !== null || (backwards && more) ? first : null,
    next: backwards || more ? last : null,
  };
}

/**
 * Cards in scope by a part of their number, telephone or label, the first few; none without the right, or by less than
 * `SEARCH_MIN` signs.
 */
export async function findCards(ctx: Context, typed: string): Promise<Found<FoundCard>> {
  if (!can(ctx, 'simCards.read')) return nothingFound;
  return foundOf(await cardsByText(ctx, typed, MOST_FOUND + 1));
}

/** One card in scope with its history; null: foreign, unknown or no id. */
export async function simCardDetail(ctx: Context, id: string): Promise<SimCardDetail | null> {
  if (!isId(id)) return null;
  const card = await ctx.db.simCard.findFirst({
    where: { id, organizationId: ctx.organizationId, ...inStores(ctx) },
    include: {
      operator: true,
      store: { select: { id: true, name: true } },
      terminal: { select: { id: true, name: true } },
      order: { select: { id: true, number: true } },
      operations: { orderBy: { id: 'desc' }, take: 1 },
      events: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: HISTORY },
    },
  });
  if (!card) return null;
  const [subscription] = await livingSubscriptions(ctx, { simCardIds: [card.id] });
  const [operation] = card.operations;
  return {
    id: card.id,
    iccid: card.iccid,
    msisdn: card.msisdn,
    label: card.label,
    state: card.state,
    suspendReason: card.suspendReason,
    terminalName: card.terminal?.name ?? null,
    operator: { slug: card.operator.slug, name: card.operator.name, integrated: card.operator.integrated },
    payment: subscription
      ? {
          period: subscription.period,
          until: subscription.periodEnd,
          renews: !subscription.cancelAtPeriodEnd,
          pastDue: subscription.state === 'PAST_DUE',
        }
      : null,
    operation: operation
      ? {
          action: operation.action,
          state: operation.state,
          previousState: operation.previousState,
          reason: operation.reason,
          acceptedAt: operation.acceptedAt,
          unreachableAt: operation.unreachableAt,
        }
      : null,
    stateChangedAt: card.stateChangedAt,
    createdAt: card.createdAt,
    lastTrafficAt: card.lastTrafficAt,
    terminal: card.terminal,
    store: card.store,
    order: card.order,
    history: card.events.map((event) => ({
      id: event.id,
      at: event.at,
      fromState: event.fromState,
      toState: event.toState,
      actorName: event.actorName,
      reason: event.reason,
      durationMs: event.durationMs,
    })),
  };
}

const operatorsOf = new WeakMap<Db, Promise<readonly OperatorView[]>>();

/** Every operator, in the order of the shop window; read once a process, as only a migration changes them. */
export function operatorOptions(ctx: Context): Promise<readonly OperatorView[]> {
  const known = operatorsOf.get(ctx.db);
  if (known) return known;
  const operators = ctx.db.operator.findMany({
    orderBy: { sortOrder: 'asc' },
    select: { slug: true, name: true, integrated: true },
  });
  const { db } = ctx;
  operatorsOf.set(db, operators);
  operators.catch(() => operatorsOf.delete(db));
  return operators;
}

/** How many cards are in each state. Index: (organization_id, state, id). */
export async function simCardCounts(
  ctx: Context,
): Promise<{ readonly total: number; readonly byState: Readonly<Record<SimCardState, number>> }> {
  const groups = await ctx.db.simCard.groupBy({
    by: ['state'],
    where: { organizationId: ctx.organizationId, ...inStores(ctx) },
    _count: { _all: true },
  });
  const byState = Object.fromEntries(simCardStates.map((state) => [state, 0])) as Record<
    SimCardState,
    number
  >;
  for (const group of groups) byState[group.state] = group._count._all;
  return { total: groups.reduce((sum, group) => sum + group._count._all, 0), byState };
}

export interface SimCardAttention {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

/**
 * What needs a person: a failed operation, an operator that cannot be reached, a card that is not paid, one over its
 * limit or in another device.
 */
export async function simCardAttention(ctx: Context): Promise<SimCardAttention[]> {
  const [cards, watched] = await Promise.all([troubledCards(ctx, ATTENTION), oneCardAttention(ctx)]);
  return [
    ...cards.map((card) => ({ id: card.id, href: `/sim-cards/${card.id}`, ...attentionOf(card) })),
    ...watched,
  ];
}

function attentionOf(card: TroubledCard): Pick<SimCardAttention, 'tone' | 'text' | 'actionLabel'> {
  const name = `Смарт-карта ${cardTail(card.iccid)}`;
  const failed = failedOperation(card);
  if (failed) {
    return {
      tone: 'failed',
      text: `${name} ${undone[failed.action]}: ${lowerFirst(failed.reason)}`,
      actionLabel: 'Повторить',
    };
  }
  const text = card.operation
    ? `${name}: оператор ${card.operatorName} не отвечает, повторим сами`
    : `${name} приостановлена: не оплачена`;
  return { tone: 'attention', text, actionLabel: 'Показать' };
}

const undone: Readonly<Record<SimAction, string>> = {
  ACTIVATE: 'не активирована',
  DEACTIVATE: 'не отключена',
  TERMINATE: 'не закрыта',
};

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
