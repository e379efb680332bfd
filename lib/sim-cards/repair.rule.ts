import type { SimCardEvent } from './card-state.rule';
import { type HeldCard, intendedOf } from './hold.rule';
import type { IntendedState } from './model';
import type { OperatorCard } from './operator.port';

/** What the repair of a card depends on. */
export interface ComparedCard extends HeldCard {
  readonly hasOpenOperation: boolean;
  /** a living subscription pays for it and the module is there */
  readonly mayWork: boolean;
  /** its last operation is an activation that we gave up waiting for */
  readonly activationGivenUp: boolean;
  /** its last operation is a switching off that we gave up waiting for */
  readonly deactivationGivenUp: boolean;
}

export interface Repair {
  readonly event: SimCardEvent;
  readonly intended?: IntendedState;
}

/**
 * The operator says how the card really is. We take that in, and what follows from it (`settle`) brings the card to
 * where it belongs: one that works without being paid or wanted is switched off again, one that is paid, wanted and
 * was switched off behind our back is switched on again. Null: we agree, or an operation under way will tell.
 */
export function decideRepair(card: ComparedCard, theirs: OperatorCard['state']): Repair | null {
  if (card.hasOpenOperation || card.state === 'TERMINATED') return null;
  if (card.state === 'ACTIVATING' || card.state === 'DEACTIVATING') return null;
  if (theirs === 'TERMINATED') return { event: 'CLOSED' };
  if (theirs === 'ACTIVE') {
    if (card.state === 'ACTIVE') return null;
    return { event: 'REPORTED_ON', intended: isWelcomeOn(card) ? 'ACTIVE' : leftOff(card) };
  }
  if (card.state !== 'ACTIVE') return null;
  // What was asked for and given up has happened after all: nobody's back was turned.
  const wanted = intendedOf(card) === 'ACTIVE' && (card.holds.length > 0 || !card.deactivationGivenUp);
  return wanted && (card.holds.length > 0 || card.mayWork)
    ? { event: 'REPORTED_OFF_HELD', intended: 'ACTIVE' }
    : { event: 'REPORTED_OFF', intended: 'INACTIVE' };
}

/** Nobody has switched it off, or somebody has asked for it and we did not wait for the answer. */
const isWelcomeOn = (card: ComparedCard): boolean =>
  card.mayWork && (card.state !== 'INACTIVE' || card.activationGivenUp);

/** A suspended card still wants to come back when what holds it is gone. */
const leftOff = (card: ComparedCard): IntendedState => (card.state === 'SUSPENDED' ? 'ACTIVE' : 'INACTIVE');
