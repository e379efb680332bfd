import { describe, expect, it } from 'vitest';
import { decideImeiLock, isElsewhere, isHeldByImei, isImei, type LockableCard } from './imei.rule';

const IMEI = '490154203237518';
const OTHER = '864850000000013';

describe('isImei', () => {
  it.each([
    [IMEI, true],
    ['490154203237519', false],
    ['49015420323751', false],
    ['4901542032375180', false],
    ['49015420323751x', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isImei(text)).toBe(expected);
  });
});

describe('decideImeiLock', () => {
  const card: LockableCard = {
    isClosed: false,
    operatorIntegrated: true,
    operatorName: 'МТС',
    hasTerminal: true,
    terminalImei: IMEI,
    imeiLock: null,
    lockPending: false,
  };
  it.each<[string, Partial<LockableCard>, boolean, string | { imei: string | null }]>([
    ['to its own terminal', {}, true, { imei: IMEI }],
    ['from another device to its terminal', { imeiLock: OTHER }, true, { imei: IMEI }],
    ['off', { imeiLock: IMEI }, false, { imei: null }],
    [
      'off without a terminal',
      { imeiLock: IMEI, hasTerminal: false, terminalImei: null },
      false,
      { imei: null },
    ],
    ['locked so already', { imeiLock: IMEI }, true, 'IMEI_LOCKED_SO'],
    ['not locked at all', {}, false, 'IMEI_LOCKED_SO'],
    ['without a terminal', { hasTerminal: false, terminalImei: null }, true, 'TERMINAL_REQUIRED'],
    ['a terminal without IMEI', { terminalImei: null }, true, 'IMEI_UNKNOWN'],
    ['a terminal with a wrong IMEI', { terminalImei: '490154203237519' }, true, 'IMEI_UNKNOWN'],
    ['while it is changed', { lockPending: true }, true, 'IMEI_LOCK_IN_PROGRESS'],
    ['an operator that is not connected', { operatorIntegrated: false }, true, 'OPERATOR_NOT_INTEGRATED'],
    ['a closed card', { isClosed: true }, false, 'CARD_CLOSED'],
  ])('%s', (_, change, lock, expected) => {
    const wanted = typeof expected === 'string' ? { ok: false, code: expected } : { ok: true, ...expected };
    expect(decideImeiLock({ ...card, ...change }, lock)).toMatchObject(wanted);
  });
});

describe('another device', () => {
  it.each<[string | null, string | null, boolean]>([
    [IMEI, IMEI, false],
    [IMEI, OTHER, true],
    ['49015420323751', IMEI, false],
    ['4901542032375199', IMEI, false],
    [null, IMEI, false],
    [IMEI, null, false],
    [null, null, false],
  ])('seen in %s, belongs to %s: %s', (seen, own, expected) => {
    expect(isElsewhere(seen, own)).toBe(expected);
    expect(isHeldByImei(seen, own)).toBe(expected);
  });
});
