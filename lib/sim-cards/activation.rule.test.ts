import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { rubles } from '@/lib/core/money';
import { availableAction, decideActivation, refuseSwitch, type SwitchableCard } from './activation.rule';
import { simCardPlan } from './plan.rule';

const prices = { M1: rubles(190), M3: rubles(550), M12: rubles(2060) };
const today = localDate('2026-11-20');

const card = (change: Partial<SwitchableCard> = {}): SwitchableCard => ({
  id: 'a',
  iccid: '8970101123456789019',
  state: 'READY',
  suspendReason: null,
  operatorName: 'МТС',
  operatorIntegrated: true,
  hasOpenOperation: false,
  ...change,
});

describe('availableAction', () => {
  it.each([
    [card(), 'ACTIVATE'],
    [card({ state: 'INACTIVE' }), 'ACTIVATE'],
    [card({ state: 'ACTIVATION_FAILED' }), 'ACTIVATE'],
    [card({ state: 'SUSPENDED', suspendReason: 'PAYMENT' }), 'ACTIVATE'],
    [card({ state: 'SUSPENDED', suspendReason: 'IMEI' }), null],
    [card({ state: 'SUSPENDED', suspendReason: null }), 'ACTIVATE'],
    [card({ state: 'INACTIVE', suspendReason: 'IMEI' }), null],
    [card({ state: 'ACTIVE' }), 'DEACTIVATE'],
    [card({ state: 'ACTIVE', suspendReason: 'LIMIT' }), 'DEACTIVATE'],
    [card({ state: 'ACTIVATING', hasOpenOperation: true }), null],
    [card({ state: 'ACTIVATING' }), null],
    [card({ state: 'TERMINATED' }), null],
    [card({ operatorIntegrated: false }), null],
    [card({ state: 'ACTIVE', operatorIntegrated: false }), null],
  ])('%o → %s', (given, expected) => {
    expect(availableAction(given)).toBe(expected);
  });
});

describe('refuseSwitch', () => {
  it.each([
    [card(), 'ACTIVATE', null],
    [card(), 'DEACTIVATE', 'CARD_STATE'],
    [card({ state: 'ACTIVE' }), 'ACTIVATE', 'CARD_STATE'],
    [card({ state: 'ACTIVATING', hasOpenOperation: true }), 'ACTIVATE', 'CARD_OPERATION_IN_PROGRESS'],
    [card({ operatorIntegrated: false }), 'ACTIVATE', 'OPERATOR_NOT_INTEGRATED'],
    [card({ state: 'SUSPENDED', suspendReason: 'IMEI' }), 'ACTIVATE', 'CARD_HELD'],
    [card({ state: 'SUSPENDED', suspendReason: 'PAYMENT' }), 'ACTIVATE', null],
  ] as const)('%o × %s → %s', (given, action, code) => {
    expect(refuseSwitch([given], action)?.code ?? null).toBe(code);
  });

  it('names the card that is in the way', () => {
    const cards = [card(), card({ id: 'b', iccid: '8970101123456780000', state: 'ACTIVE' })];
    expect(refuseSwitch(cards, 'ACTIVATE')?.details).toEqual({ card: '…0000', state: 'активна' });
  });
});

describe('decideActivation', () => {
  const cards = [card({ id: 'a' }), card({ id: 'b' }), card({ id: 'c' })];
  const terms = { cards, paidCardIds: new Set<string>(), plan: { prices }, today };

  it.each([
    ['M1', [], 57_000],
    ['M3', [], 165_000],
    ['M12', [], 618_000],
    ['M12', ['b'], 412_000],
    ['M1', ['a', 'b', 'c'], 0],
  ] as const)('%s with %o paid costs %d', (period, paid, total) => {
    const decision = decideActivation({
      ...terms,
      paidCardIds: new Set<string>(paid),
      period,
      expectedTotal: total,
    });
    const toPay = ['a', 'b', 'c'].filter((id) => !(paid as readonly string[]).includes(id));
    expect(decision).toEqual({ ok: true, value: { toPay, total } });
  });

  it('refuses a sum that the screen did not say', () => {
    expect(decideActivation({ ...terms, period: 'M1', expectedTotal: 56_999 })).toEqual({
      ok: false,
      code: 'QUOTE_CHANGED',
      details: { total: '570\u00a0₽' },
    });
  });
});

it('the plan of a card is found by its subject and module', () => {
  const plan = {
    slug: 'x',
    name: 'Карта',
    subject: 'SMART_CARD',
    moduleSlug: 'm',
    kitSlug: null,
    provides: 'SIM_CARDS',
    prices,
  } as const;
  const kit = {
    ...plan,
    slug: 'k',
    subject: 'TERMINAL',
    moduleSlug: null,
    kitSlug: 'kit',
    provides: null,
  } as const;
  expect(simCardPlan({ plans: new Map([kit, plan].map((each) => [each.slug, each])) })).toBe(plan);
  expect(() => simCardPlan({ plans: new Map([['k', kit]]) })).toThrow();
});
