import { cardStateAfter, type SimCardEvent } from './card-state.rule';
import type { IntendedState, SimCardState, SuspendReason } from './model';

/** Most pressing first: the first one is shown; money comes last, because only money is a person's to settle. */
const order: readonly SuspendReason[] = ['IMEI', 'LIMIT', 'ESIA', 'PAYMENT'];

export interface HeldCard {
  readonly state: SimCardState;
  /** why the system keeps the card off; in the order of showing */
  readonly holds: readonly SuspendReason[];
  /** what people want; null: what the state says */
  readonly intendedState: IntendedState | null;
}

export const withHold = (holds: readonly SuspendReason[], reason: SuspendReason): SuspendReason[] =>
  order.filter((each) => each === reason || holds.includes(each));

export const withoutHold = (holds: readonly SuspendReason[], reason: SuspendReason): SuspendReason[] =>
  order.filter((each) => each !== reason && holds.includes(each));

const on: ReadonlySet<SimCardState> = new Set(['ACTIVATING', 'ACTIVE', 'SUSPENDED']);

/** The state that a card returns to by itself when nothing holds it. */
export const intendedOf = ({ state, intendedState }: Omit<HeldCard, 'holds'>): IntendedState =>
  intendedState ?? (on.has(state) ? 'ACTIVE' : 'INACTIVE');

/** Without a reason left the card goes where people want it (product.md 3.4). Null: it is there or on its way. */
export function decideSettle(card: HeldCard): 'ACTIVATE' | 'DEACTIVATE' | 'RELEASE' | null {
  const wanted = intendedOf(card);
  if (card.state === 'ACTIVE') return wanted === 'ACTIVE' && card.holds.length === 0 ? null : 'DEACTIVATE';
  if (card.state !== 'SUSPENDED') return null;
  if (wanted === 'INACTIVE') return 'RELEASE';
  return card.holds.length === 0 ? 'ACTIVATE' : null;
}

const forgetsMoney: ReadonlySet<SimCardEvent> = new Set([
  'SWITCHED_OFF',
  'LATE_OFF',
  'REPORTED_OFF',
  'RELEASED',
]);

/** A card that people have switched off owes nothing, a closed one is held by nothing; the rest stays. */
function holdsAfter(event: SimCardEvent, holds: readonly SuspendReason[]): readonly SuspendReason[] {
  if (event === 'CLOSED') return [];
  return forgetsMoney.has(event) ? withoutHold(holds, 'PAYMENT') : holds;
}

const wantsOn: ReadonlySet<SimCardEvent> = new Set(['ACTIVATE', 'LATE_ON']);
const wantsOff: ReadonlySet<SimCardEvent> = new Set(['SWITCHED_OFF', 'LATE_OFF', 'RELEASED', 'CLOSED']);

/** What people want after the event; `former` is where RETURNED leads. */
function intendedAfter(card: HeldCard, event: SimCardEvent, former: SimCardState): IntendedState {
  if (wantsOn.has(event)) return 'ACTIVE';
  if (wantsOff.has(event)) return 'INACTIVE';
  return intendedOf(event === 'RETURNED' ? { state: former, intendedState: null } : card);
}

export interface CardChange {
  readonly event: SimCardEvent;
  /** where RETURNED leads */
  readonly former: SimCardState;
  /** set with the change; by the rules above otherwise */
  readonly holds?: readonly SuspendReason[] | undefined;
  readonly intended?: IntendedState | undefined;
}

/** The card after the event; null: the event does not happen in its state. */
export function cardAfter(card: HeldCard, change: CardChange): Required<HeldCard> | null {
  const { event, former } = change;
  const state = cardStateAfter(card.state, event, former);
  if (state === null) return null;
  return {
    state,
    holds: change.holds ?? holdsAfter(event, card.holds),
    intendedState: change.intended ?? intendedAfter(card, event, former),
  };
}
