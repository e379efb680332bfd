import { describe, expect, it } from 'vitest';
import { type ChosenSetting, type OwnSetting, type PrintMode, type TerminalFacts } from './model';
import { effectiveSetting, inherit, leavesBuyerWithout } from './receipt-setting.rule';

const own = (printMode: PrintMode | null, defaultEmail: string | null): OwnSetting => ({
  printMode,
  defaultEmail,
});
const fit: TerminalFacts = { moduleWorks: true, autonomous: false, version: 'OK' };
const chosen = (printMode: PrintMode, defaultEmail: string | null): ChosenSetting => ({
  printMode: { value: printMode, from: 'TERMINAL' },
  defaultEmail: { value: defaultEmail, from: 'ORGANIZATION' },
  addressConfirmed: true,
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

it('consent belongs to the address that has won', () => {
  const agreed = { ...own(null, 'all@company.ru'), addressConfirmed: true };
  const asked = { ...own(null, 'shop@company.ru'), addressConfirmed: false };
  const of = (organization: OwnSetting, store: OwnSetting | null) =>
    inherit([
      ['ORGANIZATION', organization],
      ['STORE', store],
    ]).addressConfirmed;
  expect(of(agreed, null)).toBe(true);
  expect(of(agreed, own('BOTH', null))).toBe(true);
  expect(of(agreed, asked)).toBe(false);
  expect(of(asked, agreed)).toBe(true);
  expect(of(agreed, own(null, ''))).toBe(false);
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

  it('an address applies only when its owner has agreed; the mode does not wait for it', () => {
    const waiting = { ...chosen('BOTH', 'all@company.ru'), addressConfirmed: false };
    expect(effectiveSetting(waiting, fit)).toMatchObject({
      printMode: 'BOTH',
      defaultEmail: 'all@company.ru',
      defaultEmailApplies: false,
      reasons: ['ADDRESS_NOT_CONFIRMED'],
    });
    expect(effectiveSetting({ ...waiting, ...chosen('BOTH', null) }, fit).reasons).toEqual([]);
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

it('warns where the buyer may get nothing', () => {
  expect(leavesBuyerWithout('ELECTRONIC_ONLY', 'a@b.ru')).toBe(true);
  expect(leavesBuyerWithout('ELECTRONIC_ONLY', null)).toBe(false);
  expect(leavesBuyerWithout('BOTH', 'a@b.ru')).toBe(false);
});
