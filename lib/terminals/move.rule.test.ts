import { expect, it } from 'vitest';
import { decideMove } from './move.rule';

const found = [
  { id: 'a', name: 'А', storeId: 'one' },
  { id: 'b', name: 'Б', storeId: 'two' },
];

it.each([
  [
    'those that stand elsewhere go',
    [
      ['a', 'one'],
      ['b', 'two'],
    ],
    'two',
    ['a'],
  ],
  [
    'each once',
    [
      ['a', 'one'],
      ['a', 'one'],
    ],
    'two',
    ['a'],
  ],
  ['one that is there already, wherever it was seen', [['b', 'one']], 'two', []],
  [
    'one that was moved in between refuses all',
    [
      ['a', 'one'],
      ['b', 'one'],
    ],
    'three',
    'MOVED_MEANWHILE',
  ],
  [
    'one that is not there refuses all',
    [
      ['a', 'one'],
      ['c', 'one'],
    ],
    'two',
    'NOT_FOUND',
  ],
] as const)('%s', (_, wanted, storeId, expected) => {
  const decision = decideMove(
    wanted.map(([id, fromStoreId]) => ({ id, fromStoreId })),
    found,
    storeId,
  );
  expect(decision.ok ? decision.going.map(({ id }) => id) : decision.code).toEqual(expected);
});
