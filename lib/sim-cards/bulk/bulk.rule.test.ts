import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import type { SwitchableCard } from '../activation.rule';
import { bulkItemMachine, bulkMachine, itemMove } from './bulk-state.rule';
import { decideItem, decideTurn } from './examine.rule';
import { isListMistake, ofCardsText, timeLeft } from './labels';
import { decideAffordable } from './turn.rule';

const card = (change: Partial<SwitchableCard> = {}): SwitchableCard => ({
  id: 'a',
  iccid: '8970101123456789017',
  state: 'READY',
  suspendReason: null,
  operatorName: 'МТС',
  operatorIntegrated: true,
  hasOpenOperation: false,
  ...change,
});

describe('a row of the list', () => {
  it.each([
    ['a card that is ready', {}, 'ACTIVATE', false, { fit: true, toPay: true }],
    ['a card that is paid', {}, 'ACTIVATE', true, { fit: true, toPay: false }],
    ['switching off costs nothing', { state: 'ACTIVE' }, 'DEACTIVATE', false, { fit: true, toPay: false }],
    ['on already', { state: 'ACTIVE' }, 'ACTIVATE', false, { fit: false, code: 'CARD_STATE' }],
    ['off already', { state: 'INACTIVE' }, 'DEACTIVATE', false, { fit: false, code: 'CARD_STATE' }],
    ['closed', { state: 'TERMINATED' }, 'ACTIVATE', false, { fit: false, code: 'CARD_STATE' }],
    [
      'busy',
      { hasOpenOperation: true },
      'ACTIVATE',
      false,
      { fit: false, code: 'CARD_OPERATION_IN_PROGRESS' },
    ],
    [
      'not integrated',
      { operatorIntegrated: false },
      'ACTIVATE',
      false,
      { fit: false, code: 'OPERATOR_NOT_INTEGRATED' },
    ],
    [
      'held',
      { state: 'SUSPENDED', suspendReason: 'IMEI' },
      'ACTIVATE',
      false,
      { fit: false, code: 'CARD_HELD' },
    ],
  ] as const)('%s', (_, change, action, isPaid, expected) => {
    const decision = decideItem({ problem: null }, card(change), action, isPaid);
    expect(decision).toMatchObject(expected);
    if (!decision.fit) expect(decision.reason).toMatch(/[а-яё].*\.$/i);
  });

  it('unknown and someone else’s: one answer', () => {
    expect(decideItem({ problem: null }, undefined, 'ACTIVATE', false)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a mistake of the list comes first and says what to do', () => {
    const problem = { code: 'ROW_LENGTH', digits: 18 } as const;
    expect(decideItem({ problem }, card(), 'ACTIVATE', false)).toEqual({
      fit: false,
      code: 'ROW_LENGTH',
      reason: 'В номере 18\u00a0цифр, а должно быть 19 или 20. Проверьте номер на пластике.',
    });
  });

  it('what was not counted as to be paid is not paid for', () => {
    expect(decideTurn({ toPay: false }, card(), 'ACTIVATE', false)).toMatchObject({
      code: 'PAYMENT_NOT_QUOTED',
    });
    expect(decideTurn({ toPay: false }, card(), 'ACTIVATE', true)).toEqual({ fit: true, toPay: false });
    expect(decideTurn({ toPay: true }, card(), 'ACTIVATE', true)).toEqual({ fit: true, toPay: false });
  });

  it.each([
    ['ROW_EMPTY', true],
    ['DUPLICATE', true],
    ['NOT_FOUND', false],
    ['TIMED_OUT', false],
    [null, false],
  ])('%s is a mistake of the list: %s', (code, expected) => {
    expect(isListMistake(code)).toBe(expected);
  });
});

describe('what the account pays for', () => {
  const turns = [100, 0, 100, 100, 0].map((price, position) => ({
    position,
    simCardId: String(position),
    price: kopecks(price),
  }));
  it.each([
    [300, 5],
    [299, 3],
    [100, 2],
    [99, 0],
    [0, 0],
  ])('with %i kopecks the first %i', (balance, count) => {
    const { now, rest } = decideAffordable(turns, kopecks(balance));
    expect(now).toHaveLength(count);
    expect([...now, ...rest]).toEqual(turns);
  });
});

describe('states', () => {
  it('what has ended stays so', () => {
    for (const state of ['STOPPED', 'FINISHED', 'CANCELLED'] as const) expect(bulkMachine[state]).toEqual({});
    for (const state of ['REFUSED', 'DONE', 'LEFT'] as const) expect(bulkItemMachine[state]).toEqual({});
  });

  it('a late success counts', () => {
    expect(itemMove('SUCCEED')).toEqual({ from: ['RUNNING', 'FAILED'], to: 'DONE' });
    expect(itemMove('LEAVE')).toEqual({ from: ['WAITING'], to: 'LEFT' });
  });
});

describe('words', () => {
  const counts = { WAITING: 900, RUNNING: 100, REFUSED: 0, DONE: 0, FAILED: 0, LEFT: 0 };
  it.each([
    [0, null],
    [200, 'осталось меньше минуты'],
    [10, 'осталось около 2\u00a0минут'],
    [0.1, 'осталось около 3\u00a0часов'],
  ])('at %f a second: %s', (perSecond, expected) => {
    expect(timeLeft({ counts, perSecond })).toBe(expected);
  });

  it.each([
    [1, '1\u00a0карты'],
    [2, '2\u00a0карт'],
    [7, '7\u00a0карт'],
    [21, '21\u00a0карты'],
  ])('%i: %s', (count, text) => {
    expect(ofCardsText(count)).toBe(text);
  });
});
