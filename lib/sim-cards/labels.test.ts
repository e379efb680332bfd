import { describe, expect, it } from 'vitest';
import { stateNote } from './labels';
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
