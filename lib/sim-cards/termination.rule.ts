import { type Refusal, refusal } from '@/lib/core/result';
import { simCardMachine } from './card-state.rule';
import { cardTail, stateWords } from './labels';
import type { SimCardState } from './model';

/** Between the two steps of closing a card for good. */
const CONFIRM_MS = 15 * 60_000;
export const CONFIRM_TERMINATION_MINUTES = CONFIRM_MS / 60_000;

export interface ClosableCard {
  readonly iccid: string;
  readonly state: SimCardState;
  readonly operatorName: string;
  readonly operatorIntegrated: boolean;
  readonly hasOpenOperation: boolean;
}

/** Until when the closing that was asked for can be confirmed. */
export const confirmBy = (askedAt: Date): Date => new Date(askedAt.getTime() + CONFIRM_MS);

/** Why the card cannot be closed now; null: it can. Only a card that is off can be. */
export function refuseTermination(
  card: ClosableCard,
): Refusal<'OPERATOR_NOT_INTEGRATED' | 'CARD_OPERATION_IN_PROGRESS' | 'CARD_STATE'> | null {
  const name = cardTail(card.iccid);
  if (!card.operatorIntegrated) {
    return refusal('OPERATOR_NOT_INTEGRATED', { card: name, operator: card.operatorName });
  }
  if (card.hasOpenOperation) return refusal('CARD_OPERATION_IN_PROGRESS', { card: name });
  if (simCardMachine[card.state].TERMINATE === undefined) {
    return refusal('CARD_STATE', { card: name, state: stateWords[card.state].toLowerCase() });
  }
  return null;
}

/** The second step: in time, and for the card that is meant. */
export function refuseConfirmation(
  card: { readonly iccid: string; readonly terminationAskedAt: Date | null },
  lastDigits: string,
  now: Date,
): Refusal<'TERMINATION_NOT_ASKED' | 'TERMINATION_EXPIRED' | 'LAST_DIGITS_WRONG'> | null {
  if (card.terminationAskedAt === null) return refusal('TERMINATION_NOT_ASKED');
  if (now >= confirmBy(card.terminationAskedAt)) return refusal('TERMINATION_EXPIRED');
  return card.iccid.slice(-4) === lastDigits ? null : refusal('LAST_DIGITS_WRONG');
}
