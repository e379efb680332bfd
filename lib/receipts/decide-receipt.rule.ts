import { contactOf } from './contact.rule';
import type { EffectiveReason, EffectiveSetting } from './model';

/** What the cashier presses in mode ASK. */
export type SaleAnswer = 'PAPER' | 'ELECTRONIC' | 'BOTH';

export interface Sale {
  /** what the buyer named, as typed; null or empty: nothing */
  readonly contact: string | null;
  /** asked only in mode ASK; null: nobody has answered */
  readonly answer: SaleAnswer | null;
}

/**
 * Why it is so. PAPER_CHOSEN: the setting or the buyer wants paper. NO_CONTACT: nowhere to send. CONTACT_INVALID:
 * neither an address nor a phone. NO_ANSWER: silence is paper. DEFAULT_ADDRESS_ONLY: the owner's box gets it, the
 * buyer may be left without (КоАП 14.5, domain.md B5.3).
 */
export type DecisionReason =
  EffectiveReason | 'PAPER_CHOSEN' | 'NO_CONTACT' | 'CONTACT_INVALID' | 'NO_ANSWER' | 'DEFAULT_ADDRESS_ONLY';

export interface ReceiptDecision {
  readonly printed: boolean;
  readonly electronic: boolean;
  readonly addressee: 'BUYER' | 'DEFAULT' | null;
  /** the address or phone it goes to; null: it does not go */
  readonly to: string | null;
  readonly reasons: readonly DecisionReason[];
}

const isAboutTerminal = (reason: EffectiveReason): boolean =>
  reason === 'AUTONOMOUS' || reason === 'MODULE_NOT_WORKING';

/**
 * Paper, electronic or both for one sale, the same for the cabinet's preview, a terminal and the virtual one. `setting`
 * is what `effectiveSetting` makes of the chosen values and the state of the terminal, and what `GET /config` carries.
 * Without the buyer's contact and a default address in force it is printed whatever was chosen: somebody must get it
 * (54-ФЗ, domain.md B5.2).
 */
export function decideReceipt(
  setting: Pick<EffectiveSetting, 'printMode' | 'defaultEmail' | 'defaultEmailApplies' | 'reasons'>,
  sale: Sale,
): ReceiptDecision {
  const paper = (reasons: readonly DecisionReason[]): ReceiptDecision => ({
    printed: true,
    electronic: false,
    addressee: null,
    to: null,
    reasons,
  });
  if (setting.printMode === 'PAPER_ONLY') {
    const forced = setting.reasons.filter(isAboutTerminal);
    return paper(forced.length > 0 ? forced : ['PAPER_CHOSEN']);
  }
  if (setting.printMode === 'ASK' && sale.answer === 'PAPER') return paper(['PAPER_CHOSEN']);

  const typed = sale.contact?.trim() ?? '';
  const contact = typed === '' ? null : contactOf(typed);
  const missing: DecisionReason[] = contact ? [] : [typed === '' ? 'NO_CONTACT' : 'CONTACT_INVALID'];
  const fallback = setting.defaultEmailApplies ? setting.defaultEmail : null;
  const to = contact?.value ?? fallback;
  if (to === null) return paper([...missing, ...setting.reasons]);

  const addressee = contact ? 'BUYER' : 'DEFAULT';
  const sent = { electronic: true, addressee, to } as const;
  if (setting.printMode === 'ASK' && sale.answer === null) {
    return contact ? { ...sent, printed: true, reasons: ['NO_ANSWER'] } : paper([...missing, 'NO_ANSWER']);
  }
  const answer = setting.printMode === 'ASK' ? sale.answer : setting.printMode;
  if (answer === 'BOTH') return { ...sent, printed: true, reasons: missing };
  return {
    ...sent,
    printed: false,
    reasons: addressee === 'DEFAULT' ? [...missing, 'DEFAULT_ADDRESS_ONLY'] : missing,
  };
}
