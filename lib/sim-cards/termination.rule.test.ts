import { describe, expect, it } from 'vitest';
import { type ClosableCard, confirmBy, refuseConfirmation, refuseTermination } from './termination.rule';

const iccid = '8970101123456789019';
const card = (change: Partial<ClosableCard> = {}): ClosableCard => ({
  iccid,
  state: 'INACTIVE',
  operatorName: 'МТС',
  operatorIntegrated: true,
  hasOpenOperation: false,
  ...change,
});

describe('the first step', () => {
  it.each([
    [card(), null],
    [card({ state: 'SUSPENDED' }), null],
    [card({ state: 'ACTIVE' }), 'CARD_STATE'],
    [card({ state: 'READY' }), 'CARD_STATE'],
    [card({ state: 'TERMINATED' }), 'CARD_STATE'],
    [card({ hasOpenOperation: true }), 'CARD_OPERATION_IN_PROGRESS'],
    [card({ operatorIntegrated: false }), 'OPERATOR_NOT_INTEGRATED'],
  ])('%o → %s', (given, code) => {
    expect(refuseTermination(given)?.code ?? null).toBe(code);
  });
});

describe('the second step', () => {
  const askedAt = new Date('2026-11-20T09:00:00Z');
  const at = (time: string) => new Date(`2026-11-20T${time}Z`);

  it('has fifteen minutes', () => {
    expect(confirmBy(askedAt)).toEqual(at('09:15:00'));
  });

  it.each([
    [askedAt, '9019', '09:14:59.999', null],
    [askedAt, '9018', '09:01:00', 'LAST_DIGITS_WRONG'],
    [askedAt, '', '09:01:00', 'LAST_DIGITS_WRONG'],
    [askedAt, '9019', '09:15:00', 'TERMINATION_EXPIRED'],
    [null, '9019', '09:01:00', 'TERMINATION_NOT_ASKED'],
  ])('asked %o, «%s» at %s → %s', (terminationAskedAt, digits, now, code) => {
    expect(refuseConfirmation({ iccid, terminationAskedAt }, digits, at(now))?.code ?? null).toBe(code);
  });
});
