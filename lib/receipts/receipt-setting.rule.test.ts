import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChosenSetting, type OwnSetting, type PrintMode, printModes, type TerminalFacts } from './model';
import { effectiveSetting, inherit, leavesBuyerWithout, saleReceipt } from './receipt-setting.rule';

const own = (printMode: PrintMode | null, defaultEmail: string | null): OwnSetting => ({
  printMode,
  defaultEmail,
});
const fit: TerminalFacts = { moduleWorks: true, autonomous: false, version: 'OK' };
const chosen = (printMode: PrintMode, defaultEmail: string | null): ChosenSetting => ({
  printMode: { value: printMode, from: 'TERMINAL' },
  defaultEmail: { value: defaultEmail, from: 'ORGANIZATION' },
});

describe('inheritance', () => {
  const wide = own('BOTH', 'all@company.ru');
  it.each<[string, OwnSetting | null, OwnSetting | null, OwnSetting | null, unknown[]]>([
    ['nobody has chosen', null, null, null, ['ASK', 'DEFAULT', null, 'DEFAULT']],
    ['the organization', wide, null, null, ['BOTH', 'ORGANIZATION', 'all@company.ru', 'ORGANIZATION']],
    [
      'each field for itself',
      wide,
      own(null, 'shop@company.ru'),
      own('ASK', null),
      ['ASK', 'TERMINAL', 'shop@company.ru', 'STORE'],
    ],
    ['no address, said on purpose', wide, own(null, ''), null, ['BOTH', 'ORGANIZATION', null, 'STORE']],
    [
      'the nearest wins',
      wide,
      own('ELECTRONIC_ONLY', 'a@b.ru'),
      own('PAPER_ONLY', 'c@d.ru'),
      ['PAPER_ONLY', 'TERMINAL', 'c@d.ru', 'TERMINAL'],
    ],
    [
      'an emptied row inherits',
      wide,
      own(null, null),
      own(null, null),
      ['BOTH', 'ORGANIZATION', 'all@company.ru', 'ORGANIZATION'],
    ],
  ])('%s', (_, organization, store, terminal, expected) => {
    const { printMode, defaultEmail } = inherit([
      ['ORGANIZATION', organization],
      ['STORE', store],
      ['TERMINAL', terminal],
    ]);
    expect([printMode.value, printMode.from, defaultEmail.value, defaultEmail.from]).toEqual(expected);
  });
});

describe('what a terminal does', () => {
  it.each<[string, Partial<TerminalFacts>, string[], PrintMode, boolean]>([
    ['fit: all applies', {}, [], 'BOTH', true],
    ['C12: rolled back below 8.4.2', { version: 'TOO_OLD' }, ['POS_VERSION_TOO_OLD'], 'BOTH', false],
    ['unknown version', { version: 'UNKNOWN' }, ['POS_VERSION_UNKNOWN'], 'BOTH', false],
    ['another line', { version: 'UNSUPPORTED_LINE' }, ['POS_VERSION_UNSUPPORTED'], 'BOTH', false],
    ['C13: autonomous', { autonomous: true }, ['AUTONOMOUS'], 'PAPER_ONLY', false],
    ['module blocked', { moduleWorks: false }, ['MODULE_NOT_WORKING'], 'PAPER_ONLY', false],
    [
      'everything at once',
      { autonomous: true, moduleWorks: false, version: 'TOO_OLD' },
      ['AUTONOMOUS', 'MODULE_NOT_WORKING', 'POS_VERSION_TOO_OLD'],
      'PAPER_ONLY',
      false,
    ],
  ])('%s', (_, facts, reasons, printMode, applies) => {
    const effective = effectiveSetting(chosen('BOTH', 'all@company.ru'), { ...fit, ...facts });
    expect(effective).toEqual({
      printMode,
      chosenPrintMode: 'BOTH',
      defaultEmail: 'all@company.ru',
      defaultEmailApplies: applies,
      reasons,
    });
  });

  it('an old version matters only to an address', () => {
    expect(effectiveSetting(chosen('ASK', null), { ...fit, version: 'TOO_OLD' }).reasons).toEqual([]);
  });

  it('gives a national domain as the receipt needs it', () => {
    expect(effectiveSetting(chosen('ASK', 'чек@почта.рф'.replace('чек', 'chek')), fit).defaultEmail).toBe(
      'chek@xn--80a1acny.xn--p1ai',
    );
  });
});

describe('the receipt of a sale', () => {
  const sale = (buyerContact: boolean, wantsPaper = false) => ({ buyerContact, wantsPaper });
  const on = (printMode: PrintMode, email: string | null, facts: Partial<TerminalFacts> = {}) =>
    effectiveSetting(chosen(printMode, email), { ...fit, ...facts });

  it.each([
    ['asked, paper wanted', on('ASK', null), sale(true, true), { paper: true, to: 'BUYER' }],
    ['asked, no paper', on('ASK', null), sale(true), { paper: false, to: 'BUYER' }],
    ['no contact, no default', on('ELECTRONIC_ONLY', null), sale(false), { paper: true, to: null }],
    ['no contact, default', on('ELECTRONIC_ONLY', 'a@b.ru'), sale(false), { paper: false, to: 'DEFAULT' }],
    [
      'default on an old version',
      on('ELECTRONIC_ONLY', 'a@b.ru', { version: 'TOO_OLD' }),
      sale(false),
      { paper: true, to: null },
    ],
    ['the buyer goes first', on('ELECTRONIC_ONLY', 'a@b.ru'), sale(true), { paper: false, to: 'BUYER' }],
    ['both', on('BOTH', null), sale(true), { paper: true, to: 'BUYER' }],
    ['paper only', on('PAPER_ONLY', 'a@b.ru'), sale(true), { paper: true, to: null }],
    [
      'autonomous',
      on('ELECTRONIC_ONLY', 'a@b.ru', { autonomous: true }),
      sale(true),
      { paper: true, to: null },
    ],
  ])('%s', (_, setting, of, expected) => {
    expect(saleReceipt(setting, of)).toEqual(expected);
  });

  it('never ends with neither paper nor an address', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...printModes),
        fc.option(fc.constant('a@b.ru'), { nil: null }),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('OK' as const, 'TOO_OLD' as const, 'UNKNOWN' as const),
        fc.boolean(),
        fc.boolean(),
        (mode, email, moduleWorks, autonomous, version, buyerContact, wantsPaper) => {
          const receipt = saleReceipt(
            effectiveSetting(chosen(mode, email), { moduleWorks, autonomous, version }),
            { buyerContact, wantsPaper },
          );
          expect(receipt.paper || receipt.to !== null).toBe(true);
        },
      ),
    );
  });

  it('warns where the buyer may get nothing', () => {
    expect(leavesBuyerWithout('ELECTRONIC_ONLY', 'a@b.ru')).toBe(true);
    expect(leavesBuyerWithout('ELECTRONIC_ONLY', null)).toBe(false);
    expect(leavesBuyerWithout('BOTH', 'a@b.ru')).toBe(false);
  });
});
