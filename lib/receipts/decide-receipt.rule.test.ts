import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideReceipt, type DecisionReason, type SaleAnswer } from './decide-receipt.rule';
import { type PrintMode, printModes, type TerminalFacts } from './model';
import { effectiveSetting } from './receipt-setting.rule';

const HOME = 'shop@company.ru';
const BUYER = 'irina@mail.ru';
const PHONE = '+79031112233';

const states = {
  fit: { moduleWorks: true, autonomous: false, version: 'OK' },
  /** its default address waits for the consent of its owner */
  asked: { moduleWorks: true, autonomous: false, version: 'OK' },
  old: { moduleWorks: true, autonomous: false, version: 'TOO_OLD' },
  unknown: { moduleWorks: true, autonomous: false, version: 'UNKNOWN' },
  line7: { moduleWorks: true, autonomous: false, version: 'UNSUPPORTED_LINE' },
  autonomous: { moduleWorks: true, autonomous: true, version: 'OK' },
  blocked: { moduleWorks: false, autonomous: false, version: 'OK' },
  nothing: { moduleWorks: false, autonomous: true, version: 'TOO_OLD' },
} as const satisfies Record<string, TerminalFacts>;
type State = keyof typeof states;

/** printed / sent to */
const P = 'paper';
type Outcome = typeof P | `paper+${string}` | `→${string}`;

function decide(
  mode: PrintMode,
  email: string | null,
  state: State,
  contact: string | null,
  answer: SaleAnswer | null,
) {
  const chosen = {
    printMode: { value: mode, from: 'TERMINAL' },
    defaultEmail: { value: email, from: 'STORE' },
    addressConfirmed: state !== 'asked',
  } as const;
  return decideReceipt(effectiveSetting(chosen, states[state]), { contact, answer });
}

type Row = [PrintMode, string | null, State, string | null, SaleAnswer | null, Outcome, DecisionReason[]];

describe('settings × terminal × contact', () => {
  it.each<Row>([
    // The seed: during a sale one chooses paper or electronic only.
    ['ASK', null, 'fit', BUYER, 'ELECTRONIC', `→${BUYER}`, []],
    ['ASK', null, 'fit', BUYER, 'BOTH', `paper+${BUYER}`, []],
    ['ASK', null, 'fit', BUYER, 'PAPER', P, ['PAPER_CHOSEN']],
    ['ASK', null, 'fit', PHONE, 'ELECTRONIC', `→${PHONE}`, []],
    ['ASK', null, 'fit', BUYER, null, `paper+${BUYER}`, ['NO_ANSWER']],
    ['ASK', HOME, 'fit', BUYER, 'ELECTRONIC', `→${BUYER}`, []],
    // Nobody named: the default address, or paper. Silence is paper.
    ['ASK', HOME, 'fit', null, 'ELECTRONIC', `→${HOME}`, ['NO_CONTACT', 'DEFAULT_ADDRESS_ONLY']],
    ['ASK', HOME, 'fit', null, 'BOTH', `paper+${HOME}`, ['NO_CONTACT']],
    ['ASK', HOME, 'fit', null, null, P, ['NO_CONTACT', 'NO_ANSWER']],
    ['ASK', HOME, 'fit', null, 'PAPER', P, ['PAPER_CHOSEN']],
    ['ASK', null, 'fit', null, 'ELECTRONIC', P, ['NO_CONTACT']],
    ['ASK', null, 'fit', '', 'BOTH', P, ['NO_CONTACT']],
    ['ASK', null, 'fit', 'наличные', 'ELECTRONIC', P, ['CONTACT_INVALID']],
    ['ASK', HOME, 'fit', 'наличные', 'ELECTRONIC', `→${HOME}`, ['CONTACT_INVALID', 'DEFAULT_ADDRESS_ONLY']],
    // The answer is asked in mode ASK only.
    ['BOTH', null, 'fit', BUYER, 'PAPER', `paper+${BUYER}`, []],
    ['BOTH', null, 'fit', BUYER, null, `paper+${BUYER}`, []],
    ['BOTH', HOME, 'fit', null, null, `paper+${HOME}`, ['NO_CONTACT']],
    ['BOTH', null, 'fit', null, null, P, ['NO_CONTACT']],
    ['BOTH', null, 'fit', 'x@', null, P, ['CONTACT_INVALID']],
    ['ELECTRONIC_ONLY', null, 'fit', BUYER, null, `→${BUYER}`, []],
    ['ELECTRONIC_ONLY', null, 'fit', PHONE, 'PAPER', `→${PHONE}`, []],
    ['ELECTRONIC_ONLY', HOME, 'fit', BUYER, null, `→${BUYER}`, []],
    ['ELECTRONIC_ONLY', HOME, 'fit', null, null, `→${HOME}`, ['NO_CONTACT', 'DEFAULT_ADDRESS_ONLY']],
    ['ELECTRONIC_ONLY', null, 'fit', null, null, P, ['NO_CONTACT']],
    ['PAPER_ONLY', HOME, 'fit', BUYER, 'ELECTRONIC', P, ['PAPER_CHOSEN']],
    ['PAPER_ONLY', null, 'fit', null, null, P, ['PAPER_CHOSEN']],
    // C12: too old for a default address, fit for everything else.
    ['ELECTRONIC_ONLY', HOME, 'old', null, null, P, ['NO_CONTACT', 'POS_VERSION_TOO_OLD']],
    ['ELECTRONIC_ONLY', HOME, 'old', BUYER, null, `→${BUYER}`, []],
    ['ASK', HOME, 'unknown', null, 'ELECTRONIC', P, ['NO_CONTACT', 'POS_VERSION_UNKNOWN']],
    ['BOTH', HOME, 'line7', null, null, P, ['NO_CONTACT', 'POS_VERSION_UNSUPPORTED']],
    ['BOTH', HOME, 'line7', BUYER, null, `paper+${BUYER}`, []],
    ['BOTH', null, 'old', BUYER, null, `paper+${BUYER}`, []],
    // An address whose owner has not agreed is no address yet.
    ['ELECTRONIC_ONLY', HOME, 'asked', null, null, P, ['NO_CONTACT', 'ADDRESS_NOT_CONFIRMED']],
    ['ASK', HOME, 'asked', null, 'ELECTRONIC', P, ['NO_CONTACT', 'ADDRESS_NOT_CONFIRMED']],
    ['ELECTRONIC_ONLY', HOME, 'asked', BUYER, null, `→${BUYER}`, []],
    // C13 and the seed: autonomous prints, whatever was chosen.
    ['ELECTRONIC_ONLY', HOME, 'autonomous', BUYER, null, P, ['AUTONOMOUS']],
    ['ASK', HOME, 'autonomous', BUYER, 'ELECTRONIC', P, ['AUTONOMOUS']],
    ['BOTH', null, 'blocked', BUYER, null, P, ['MODULE_NOT_WORKING']],
    ['ASK', HOME, 'nothing', null, 'BOTH', P, ['AUTONOMOUS', 'MODULE_NOT_WORKING']],
    ['PAPER_ONLY', null, 'autonomous', BUYER, null, P, ['AUTONOMOUS']],
    // A national domain as it goes into the receipt.
    ['BOTH', 'chek@почта.рф', 'fit', null, null, 'paper+chek@xn--80a1acny.xn--p1ai', ['NO_CONTACT']],
  ])(
    '%s, default %s, terminal %s, buyer %s, pressed %s: %s',
    (mode, email, state, contact, answer, outcome, reasons) => {
      const {
        printed,
        electronic,
        to,
        addressee,
        reasons: said,
      } = decide(mode, email, state, contact, answer);
      expect(printed ? (to ? `paper+${to}` : P) : `→${String(to)}`).toBe(outcome);
      expect(said).toEqual(reasons);
      expect([electronic, addressee !== null]).toEqual([to !== null, to !== null]);
    },
  );

  const anySale = [
    fc.constantFrom(...printModes),
    fc.option(fc.constant(HOME), { nil: null }),
    fc.constantFrom(...(Object.keys(states) as State[])),
    fc.option(fc.constantFrom(BUYER, PHONE, '', 'наличные'), { nil: null }),
    fc.constantFrom(null, 'PAPER' as const, 'ELECTRONIC' as const, 'BOTH' as const),
  ] as const;

  it('somebody always gets it, and what is not simply done as chosen has a reason', () => {
    fc.assert(
      fc.property(...anySale, (mode, email, state, contact, answer) => {
        const decision = decide(mode, email, state, contact, answer);
        expect(decision.printed || decision.electronic).toBe(true);
        expect(decision.electronic).toBe(decision.to !== null);
        if (!decision.electronic) expect(decision.reasons).not.toEqual([]);
      }),
    );
  });

  it('nothing goes out from a terminal that is autonomous or has no working module', () => {
    fc.assert(
      fc.property(...anySale, (mode, email, state, contact, answer) => {
        const { electronic } = decide(mode, email, state, contact, answer);
        if (states[state].autonomous || !states[state].moduleWorks) expect(electronic).toBe(false);
      }),
    );
  });

  it('the owner’s address is never used when the buyer has named a good one', () => {
    fc.assert(
      fc.property(...anySale, (mode, email, state, contact, answer) => {
        const { addressee } = decide(mode, email, state, contact, answer);
        if (contact === BUYER || contact === PHONE) expect(addressee).not.toBe('DEFAULT');
      }),
    );
  });
});
