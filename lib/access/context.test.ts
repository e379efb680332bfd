import { expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { type Context, narrowedTo } from './context';

const HERE = '01900000-0000-7000-8000-00000000000a';
const THERE = '01900000-0000-7000-8000-00000000000b';

const seeing = (storeIds: readonly string[] | null): Context => ({
  actor: { kind: 'USER', id: HERE, name: 'Проба', role: 'OWNER' },
  organizationId: HERE,
  timeZone: 'Europe/Moscow',
  storeIds,
  db: {} as Db,
  clock: fixedClock('2026-11-20T09:00:00.000Z'),
  ip: null,
});

it.each<[string | null, readonly string[] | null, readonly string[] | null]>([
  [null, null, null],
  [null, [HERE], [HERE]],
  [HERE, null, [HERE]],
  [HERE, [HERE, THERE], [HERE]],
  [THERE, [HERE], []],
  // What is no identifier at all is a store that nobody sees, not a question to the database.
  ['', null, []],
  ["' OR 1=1 --", null, []],
  ['__proto__', [HERE], []],
])('narrowed to %j, who sees %j sees %j', (store, own, seen) => {
  expect(narrowedTo(seeing(own), store).storeIds).toEqual(seen);
});
