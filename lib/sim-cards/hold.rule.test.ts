import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simCardEvents } from './card-state.rule';
import { cardAfter, decideSettle, type HeldCard, intendedOf, withHold, withoutHold } from './hold.rule';
import { simCardStates, type SuspendReason } from './model';

const card = (change: Partial<HeldCard> = {}): HeldCard => ({
  state: 'ACTIVE',
  holds: [],
  intendedState: null,
  ...change,
});

describe('reasons that hold a card', () => {
  it('each is there once, money last: only money is a person’s to settle', () => {
    expect(withHold([], 'PAYMENT')).toEqual(['PAYMENT']);
    expect(withHold(['PAYMENT'], 'LIMIT')).toEqual(['LIMIT', 'PAYMENT']);
    expect(withHold(['LIMIT', 'PAYMENT'], 'IMEI')).toEqual(['IMEI', 'LIMIT', 'PAYMENT']);
    expect(withHold(['LIMIT'], 'LIMIT')).toEqual(['LIMIT']);
    expect(withoutHold(['IMEI', 'LIMIT', 'PAYMENT'], 'LIMIT')).toEqual(['IMEI', 'PAYMENT']);
    expect(withoutHold([], 'LIMIT')).toEqual([]);
  });

  it.each([
    [card({ state: 'READY' }), 'INACTIVE'],
    [card({ state: 'SUSPENDED' }), 'ACTIVE'],
    [card({ state: 'SUSPENDED', intendedState: 'INACTIVE' }), 'INACTIVE'],
    [card({ state: 'ACTIVATING' }), 'ACTIVE'],
    [card({ state: 'INACTIVE' }), 'INACTIVE'],
  ])('%o belongs to %s', (given, expected) => {
    expect(intendedOf(given)).toBe(expected);
  });
});

describe('decideSettle', () => {
  it.each([
    ['works as it should', card(), null],
    ['held', card({ holds: ['LIMIT'] }), 'DEACTIVATE'],
    ['not wanted', card({ intendedState: 'INACTIVE' }), 'DEACTIVATE'],
    ['suspended for a reason', card({ state: 'SUSPENDED', holds: ['LIMIT'] }), null],
    ['of two reasons one is left', card({ state: 'SUSPENDED', holds: ['PAYMENT'] }), null],
    ['no reason is left', card({ state: 'SUSPENDED', intendedState: 'ACTIVE' }), 'ACTIVATE'],
    ['no reason is left and not wanted', card({ state: 'SUSPENDED', intendedState: 'INACTIVE' }), 'RELEASE'],
    [
      'held and not wanted',
      card({ state: 'SUSPENDED', holds: ['IMEI'], intendedState: 'INACTIVE' }),
      'RELEASE',
    ],
    ['off and held', card({ state: 'INACTIVE', holds: ['IMEI'] }), null],
    ['on its way', card({ state: 'ACTIVATING', holds: ['IMEI'] }), null],
    ['closed', card({ state: 'TERMINATED' }), null],
  ] as const)('%s', (_, given, expected) => {
    expect(decideSettle(given)).toBe(expected);
  });
});

describe('cardAfter', () => {
  const off = { event: 'SWITCHED_OFF', former: 'ACTIVE' } as const;
  it.each([
    [
      'what people switch off owes nothing',
      card({ state: 'DEACTIVATING', holds: ['PAYMENT'], intendedState: 'INACTIVE' }),
      off,
      { state: 'INACTIVE', holds: [], intendedState: 'INACTIVE' },
    ],
    [
      'another reason stays with a card that is off',
      card({ state: 'DEACTIVATING', holds: ['IMEI', 'PAYMENT'] }),
      off,
      { state: 'INACTIVE', holds: ['IMEI'], intendedState: 'INACTIVE' },
    ],
    [
      'a suspended card still belongs on',
      card({ state: 'DEACTIVATING', holds: ['LIMIT'], intendedState: 'ACTIVE' }),
      { event: 'SWITCHED_OFF_HELD', former: 'ACTIVE' } as const,
      { state: 'SUSPENDED', holds: ['LIMIT'], intendedState: 'ACTIVE' },
    ],
    [
      'a person’s refused switching off leaves the card wanted',
      card({ state: 'DEACTIVATING', intendedState: 'INACTIVE' }),
      { event: 'RETURNED', former: 'ACTIVE' } as const,
      { state: 'ACTIVE', holds: [], intendedState: 'ACTIVE' },
    ],
    [
      'a refused switching off of what must be off is tried again',
      card({ state: 'DEACTIVATING', intendedState: 'INACTIVE' }),
      { event: 'RETURNED', former: 'ACTIVE', intended: 'INACTIVE' } as const,
      { state: 'ACTIVE', holds: [], intendedState: 'INACTIVE' },
    ],
    [
      'a refused first activation asks for nothing more',
      card({ state: 'ACTIVATING', intendedState: 'ACTIVE' }),
      { event: 'RETURNED', former: 'READY' } as const,
      { state: 'READY', holds: [], intendedState: 'INACTIVE' },
    ],
    [
      'closed is closed',
      card({ state: 'SUSPENDED', holds: ['LIMIT'] }),
      { event: 'CLOSED', former: 'SUSPENDED' } as const,
      { state: 'TERMINATED', holds: [], intendedState: 'INACTIVE' },
    ],
  ])('%s', (_, given, change, expected) => {
    expect(cardAfter(given, change)).toEqual(expected);
  });

  const reasons: SuspendReason[] = ['IMEI', 'LIMIT', 'ESIA', 'PAYMENT'];
  const anyCard = fc.record({
    state: fc.constantFrom(...simCardStates),
    holds: fc.subarray(reasons),
    intendedState: fc.constantFrom('ACTIVE', 'INACTIVE', null),
  });

  it('never brings a closed card back, adds no reason of its own', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...simCardEvents), (given, event) => {
        const after = cardAfter(given, { event, former: given.state });
        if (given.state === 'TERMINATED') expect(after).toBeNull();
        for (const hold of after?.holds ?? []) expect(given.holds).toContain(hold);
      }),
    );
  });
});
