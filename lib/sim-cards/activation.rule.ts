import type { BillingPeriod, Plan } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { type Refusal, refusal, type Result, success } from '@/lib/core/result';
import { previewStart } from '@/lib/subscriptions/period.rule';
import { simCardMachine } from './card-state.rule';
import { cardTail, stateWords, suspendWords } from './labels';
import type { SimAction, SimCardState, SuspendReason } from './model';

export interface SwitchableCard {
  readonly id: string;
  readonly iccid: string;
  readonly state: SimCardState;
  /** the most pressing reason why the system keeps it off; PAYMENT: there is no other */
  readonly suspendReason: SuspendReason | null;
  readonly operatorName: string;
  readonly operatorIntegrated: boolean;
  readonly hasOpenOperation: boolean;
}

export type SwitchCode =
  'OPERATOR_NOT_INTEGRATED' | 'CARD_OPERATION_IN_PROGRESS' | 'CARD_STATE' | 'CARD_HELD';

/** A card that is held for anything but money is not a person's to switch on. */
const isHeld = (card: Pick<SwitchableCard, 'suspendReason'>, action: SimAction): boolean =>
  action === 'ACTIVATE' && card.suspendReason !== null && card.suspendReason !== 'PAYMENT';

const allows = (card: Pick<SwitchableCard, 'state' | 'suspendReason'>, action: SimAction): boolean =>
  simCardMachine[card.state][action] !== undefined && !isHeld(card, action);

/** What can be done with the card now; null: nothing. */
export function availableAction(
  card: Omit<SwitchableCard, 'id' | 'iccid' | 'operatorName'>,
): SimAction | null {
  if (!card.operatorIntegrated || card.hasOpenOperation) return null;
  if (allows(card, 'ACTIVATE')) return 'ACTIVATE';
  return allows(card, 'DEACTIVATE') ? 'DEACTIVATE' : null;
}

/** The first card that cannot be switched, and why; null: all can (product.md 3.4, domain.md E). */
export function refuseSwitch(
  cards: readonly SwitchableCard[],
  action: SimAction,
): Refusal<SwitchCode> | null {
  for (const card of cards) {
    const name = cardTail(card.iccid);
    if (!card.operatorIntegrated) {
      return refusal('OPERATOR_NOT_INTEGRATED', { card: name, operator: card.operatorName });
    }
    if (card.hasOpenOperation) return refusal('CARD_OPERATION_IN_PROGRESS', { card: name });
    if (simCardMachine[card.state][action] !== undefined && isHeld(card, action)) {
      const reason = card.suspendReason ? suspendWords[card.suspendReason].toLowerCase() : '';
      return refusal('CARD_HELD', { card: name, reason });
    }
    if (!allows(card, action)) {
      return refusal('CARD_STATE', { card: name, state: stateWords[card.state].toLowerCase() });
    }
  }
  return null;
}

export interface ActivationTerms {
  readonly cards: readonly SwitchableCard[];
  /** cards with a living subscription: nothing is charged for them */
  readonly paidCardIds: ReadonlySet<string>;
  readonly plan: Pick<Plan, 'prices'>;
  readonly period: BillingPeriod;
  /** what the screen said */
  readonly expectedTotal: number;
  readonly today: LocalDate;
}

/** Which of the cards are to be paid and for how much. QUOTE_CHANGED when the screen said another sum. */
export function decideActivation(
  terms: ActivationTerms,
): Result<{ readonly toPay: readonly string[]; readonly total: Kopecks }, SwitchCode | 'QUOTE_CHANGED'> {
  const refused = refuseSwitch(terms.cards, 'ACTIVATE');
  if (refused) return refused;
  const toPay = terms.cards.filter((card) => !terms.paidCardIds.has(card.id)).map((card) => card.id);
  const { total } = previewStart(terms.plan, terms.period, toPay.length, terms.today);
  if (total !== terms.expectedTotal) return refusal('QUOTE_CHANGED', { total: formatMoney(total) });
  return success({ toPay, total });
}
