import { describe, expect, it } from 'vitest';
import { cartSignature, onlyStore, refuseCart, totalCards } from './cart.rule';
import { type LineToFill, placeCards, type TerminalNow } from './delivery.rule';
import type { CartLine } from './model';

const line = (change: Partial<CartLine> = {}): CartLine => ({
  storeId: 's1',
  terminalId: null,
  name: null,
  quantity: 1,
  ...change,
});

describe('a cart', () => {
  it('counts its cards and knows whether it is for one store', () => {
    expect(totalCards([line({ quantity: 3 }), line()])).toBe(4);
    expect(onlyStore([line(), line()])).toBe('s1');
    expect(onlyStore([line(), line({ storeId: 's2' })])).toBeNull();
    expect(onlyStore([])).toBeNull();
  });

  const known = { storeIds: new Set(['s1', 's2']), terminals: new Map([['t1', 's1']]) };
  it.each([
    ['a store and a terminal in it', [line(), line({ terminalId: 't1' })], null],
    ['a store out of sight', [line(), line({ storeId: 's3' })], { code: 'STORE_NOT_FOUND', line: 2 }],
    ['an unknown terminal', [line({ terminalId: 't9' })], { code: 'TERMINAL_NOT_FOUND', line: 1 }],
    [
      'a terminal of another store',
      [line({ storeId: 's2', terminalId: 't1' })],
      { code: 'TERMINAL_NOT_FOUND', line: 1 },
    ],
  ])('%s', (_, lines, expected) => {
    const refused = refuseCart(lines, known);
    expect(refused && { code: refused.code, ...refused.details }).toEqual(expected);
  });

  const order = {
    operatorSlug: 'mts',
    recipient: 'Анна Ильина',
    phone: '+79160000000',
    postalCode: '101000',
    city: 'Москва',
    addressLine: 'ул. Мясницкая, 1',
    lines: [line({ quantity: 2 }), line({ terminalId: 't1', name: 'Прилавок' })],
  };
  it.each([
    ['lines in another order', { lines: [...order.lines].reverse() }, true],
    ['the same place in other letters and spaces', { city: ' МОСКВА', recipient: 'Анна  Ильина' }, true],
    ['another number of cards', { lines: [line({ quantity: 3 }), ...order.lines.slice(1)] }, false],
    ['another operator', { operatorSlug: 'megafon' }, false],
    ['another address', { addressLine: 'ул. Мясницкая, 2' }, false],
    ['another name of a card', { lines: [order.lines[0] ?? line(), line({ terminalId: 't1' })] }, false],
  ])('%s: the same order %s', (_, change, same) => {
    expect(cartSignature({ ...order, ...change }) === cartSignature(order)).toBe(same);
  });
});

describe('cards that have come', () => {
  const cards = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      iccid: `i${String(index)}`,
      msisdn: `m${String(index)}`,
    }));
  const fill = (id: string, change: Partial<LineToFill> = {}): LineToFill => ({
    id,
    storeId: 's1',
    terminalId: null,
    name: null,
    quantity: 1,
    received: 0,
    ...change,
  });
  const free = new Map([['t1', { storeId: 's1', hasCard: false }]]);
  const placed = (lines: LineToFill[], count: number, terminals = free) =>
    placeCards(lines, cards(count), terminals).map(({ lineId, storeId, terminalId, label }) =>
      [lineId, storeId, terminalId, label].map((part) => part ?? '—').join(' '),
    );

  it('are named and bound in the order of the cart', () => {
    const lines = [
      fill('a', { terminalId: 't1', name: 'Прилавок' }),
      fill('b', { storeId: 's2', name: 'Запас', quantity: 2 }),
      fill('c'),
    ];
    expect(placed(lines, 4)).toEqual(['a s1 t1 Прилавок', 'b s2 — Запас 1', 'b s2 — Запас 2', 'c s1 — —']);
    expect(placed(lines, 2)).toEqual(['a s1 t1 Прилавок', 'b s2 — Запас 1']);
  });

  it('go on where the last parcel ended', () => {
    expect(
      placed([fill('a', { received: 1 }), fill('b', { name: 'Запас', quantity: 3, received: 1 })], 2),
    ).toEqual(['b s1 — Запас 2', 'b s1 — Запас 3']);
  });

  it.each([
    ['has a card by now', new Map([['t1', { storeId: 's1', hasCard: true }]]), 'a s1 — Прилавок'],
    ['is gone', new Map<string, TerminalNow>(), 'a s1 — Прилавок'],
    ['stands in another store', new Map([['t1', { storeId: 's2', hasCard: false }]]), 'a s2 t1 Прилавок'],
  ])('whose terminal %s', (_, terminals, expected) => {
    expect(placed([fill('a', { terminalId: 't1', name: 'Прилавок' })], 1, terminals)).toEqual([expected]);
  });

  it('more than were ordered stay in the first store', () => {
    expect(placed([fill('a', { storeId: 's2' })], 2)).toEqual(['a s2 — —', '— s2 — —']);
  });
});
