import { describe, expect, it } from 'vitest';
import { claimMessages } from './claim/messages';
import { failureAdvice, stateNote } from './labels';
import type { OperationView, SimCardRow } from './model';

const now = new Date('2026-11-20T09:05:30Z');
const mts = { slug: 'mts', name: 'МТС', integrated: true };
const beeline = { slug: 'beeline', name: 'Билайн', integrated: false };

const operation = (change: Partial<OperationView>): OperationView => ({
  action: 'ACTIVATE',
  state: 'QUEUED',
  previousState: 'READY',
  reason: null,
  acceptedAt: null,
  unreachableAt: null,
  ...change,
});

type Card = Pick<SimCardRow, 'state' | 'suspendReason' | 'operation' | 'operator'>;
const card = (change: Partial<Card>): Card => ({
  state: 'READY',
  suspendReason: null,
  operation: null,
  operator: mts,
  ...change,
});

it('of a card that is off and was not closed nobody says that it works', () => {
  expect(failureAdvice('DEACTIVATE', true)).toContain('Карта работает');
  expect(failureAdvice('TERMINATE', true)).not.toMatch(/работает|отключение/);
  expect(failureAdvice('ACTIVATE', true)).toContain('повтор ничего не стоит');
  expect(failureAdvice('ACTIVATE', false)).not.toContain('повтор ничего не стоит');
});

it.each([
  [201, '201\u00a0строка'],
  [203, '203\u00a0строки'],
  [211, '211\u00a0строк'],
])('a list of %i lines is too long in right words', (lines, words) => {
  expect(claimMessages.LIST_TOO_LONG.text({ lines })).toContain(`В списке ${words}, `);
});

describe('stateNote', () => {
  it.each<[string, Card, string | null]>([
    ['nothing to add', card({}), null],
    ['not integrated', card({ operator: beeline }), 'Оператор не подключён'],
    ['queued', card({ state: 'ACTIVATING', operation: operation({}) }), 'Передаём оператору'],
    [
      'in progress',
      card({
        state: 'ACTIVATING',
        operation: operation({ state: 'IN_PROGRESS', acceptedAt: new Date('2026-11-20T09:04:00Z') }),
      }),
      '2-я минута из 10',
    ],
    [
      'unreachable',
      card({ state: 'ACTIVATING', operation: operation({ unreachableAt: now }) }),
      'Оператор не отвечает, повторим',
    ],
    [
      'refused',
      card({ operation: operation({ state: 'FAILED', reason: 'Номер заблокирован' }) }),
      'Номер заблокирован',
    ],
    [
      'refused once, active since',
      card({ state: 'ACTIVE', operation: operation({ state: 'FAILED', reason: 'Номер заблокирован' }) }),
      null,
    ],
    ['suspended', card({ state: 'SUSPENDED', suspendReason: 'PAYMENT' }), 'Не оплачена'],
    ['to be suspended', card({ state: 'ACTIVE', suspendReason: 'PAYMENT' }), 'Не оплачена, отключим'],
    [
      'given up',
      card({ operation: operation({ state: 'INTERRUPTED', reason: 'Связи с оператором не было сутки' }) }),
      'Связи с оператором не было сутки',
    ],
  ])('%s', (_, given, expected) => {
    expect(stateNote(given, now)).toBe(expected);
  });
});
