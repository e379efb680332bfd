import { expect, it } from 'vitest';
import type { SimCardEventView, SimCardState } from '../model';
import { cardHistory } from './history.rule';
import type { CardLogView } from './model';

const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);
const event = (time: string, fromState: SimCardState, toState: SimCardState): SimCardEventView => ({
  id: time,
  at: at(time),
  fromState,
  toState,
  actorName: 'МТС',
  reason: null,
  durationMs: null,
});
const bound: CardLogView = {
  id: 'log',
  at: at('09:30'),
  kind: 'BOUND',
  actorName: 'Анна',
  before: null,
  after: 'Прилавок 1',
};

it('one line of time, newest first, with how long each state lasted', () => {
  const events = [
    event('11:00', 'DEACTIVATING', 'INACTIVE'),
    event('10:59', 'ACTIVE', 'DEACTIVATING'),
    event('09:01', 'ACTIVATING', 'ACTIVE'),
    event('09:00', 'READY', 'ACTIVATING'),
  ];
  const history = cardHistory(events, [bound], at('13:30'));
  expect(
    history.map((entry) =>
      entry.type === 'LOG'
        ? entry.kind
        : [entry.toState, entry.stayedMs && entry.stayedMs / 60_000, entry.isCurrent],
    ),
  ).toEqual([
    ['INACTIVE', 150, true],
    ['DEACTIVATING', null, false],
    'BOUND',
    ['ACTIVE', 118, false],
    ['ACTIVATING', null, false],
  ]);
});

it('of two events at one moment the order of the states stays', () => {
  const events = [
    { ...event('09:00', 'ACTIVE', 'SUSPENDED'), id: 'b' },
    { ...event('09:00', 'ACTIVATING', 'ACTIVE'), id: 'a' },
  ];
  expect(
    cardHistory(events, [], at('09:00')).map((entry) => entry.type === 'STATE' && entry.toState),
  ).toEqual(['SUSPENDED', 'ACTIVE']);
  expect(cardHistory([], [], at('09:00'))).toEqual([]);
});
