import { expect, it } from 'vitest';
import { type ComparedCard, decideRepair } from './repair.rule';

const card = (change: Partial<ComparedCard> = {}): ComparedCard => ({
  state: 'ACTIVE',
  holds: [],
  intendedState: null,
  hasOpenOperation: false,
  mayWork: true,
  activationGivenUp: false,
  deactivationGivenUp: false,
  ...change,
});

it.each([
  ['both on', card(), 'ACTIVE', null],
  ['both off', card({ state: 'INACTIVE' }), 'INACTIVE', null],
  ['off here, never on there', card({ state: 'INACTIVE' }), 'READY', null],
  ['suspended is off', card({ state: 'SUSPENDED', holds: ['PAYMENT'] }), 'INACTIVE', null],
  [
    'switched off behind our back, paid: comes back',
    card(),
    'INACTIVE',
    { event: 'REPORTED_OFF_HELD', intended: 'ACTIVE' },
  ],
  [
    'off there, its switching off was given up: it was wanted',
    card({ deactivationGivenUp: true }),
    'INACTIVE',
    { event: 'REPORTED_OFF', intended: 'INACTIVE' },
  ],
  [
    'off there, its switching off was given up, held here: comes back later',
    card({ deactivationGivenUp: true, holds: ['LIMIT'] }),
    'INACTIVE',
    { event: 'REPORTED_OFF_HELD', intended: 'ACTIVE' },
  ],
  [
    'switched off there, not paid here',
    card({ mayWork: false }),
    'INACTIVE',
    { event: 'REPORTED_OFF', intended: 'INACTIVE' },
  ],
  [
    'switched off there, held here',
    card({ holds: ['LIMIT'] }),
    'INACTIVE',
    { event: 'REPORTED_OFF_HELD', intended: 'ACTIVE' },
  ],
  [
    'off there, to be off here',
    card({ intendedState: 'INACTIVE' }),
    'READY',
    { event: 'REPORTED_OFF', intended: 'INACTIVE' },
  ],
  [
    'on there, paid and never switched off',
    card({ state: 'READY' }),
    'ACTIVE',
    { event: 'REPORTED_ON', intended: 'ACTIVE' },
  ],
  [
    'on there, not paid: goes off again',
    card({ state: 'READY', mayWork: false }),
    'ACTIVE',
    { event: 'REPORTED_ON', intended: 'INACTIVE' },
  ],
  [
    'on there, a person had switched it off: goes off again',
    card({ state: 'INACTIVE' }),
    'ACTIVE',
    { event: 'REPORTED_ON', intended: 'INACTIVE' },
  ],
  [
    'on there, its activation was given up: it was wanted',
    card({ state: 'INACTIVE', activationGivenUp: true }),
    'ACTIVE',
    { event: 'REPORTED_ON', intended: 'ACTIVE' },
  ],
  [
    'on there, suspended here: goes off again, comes back later',
    card({ state: 'SUSPENDED', holds: ['PAYMENT'], mayWork: false }),
    'ACTIVE',
    { event: 'REPORTED_ON', intended: 'ACTIVE' },
  ],
  ['closed there', card(), 'TERMINATED', { event: 'CLOSED' }],
  ['closed here', card({ state: 'TERMINATED' }), 'ACTIVE', null],
  ['an operation will tell', card({ hasOpenOperation: true }), 'INACTIVE', null],
  ['on its way', card({ state: 'DEACTIVATING' }), 'TERMINATED', null],
] as const)('%s', (_, ours, theirs, expected) => {
  expect(decideRepair(ours, theirs)).toEqual(expected);
});
