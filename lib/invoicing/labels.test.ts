import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { invoiceLabel, monthName, offerWords, statementCounts, vatLabel, verdictSections } from './labels';

const day = localDate('2026-11-30');
const next = localDate('2026-12-01');

describe('words', () => {
  it.each([
    ['ISSUED', day, 'Ждёт оплаты'],
    ['ISSUED', next, 'Срок оплаты прошёл'],
    ['PAID', next, 'Оплачен'],
    ['CANCELLED', next, 'Отменён'],
  ] as const)('%s on %s: %s', (state, today, text) => {
    expect(invoiceLabel({ state, dueOn: day }, today).text).toBe(text);
  });

  it.each([
    [{ MATCHED: 2, UNMATCHED: 0, DOUBTFUL: 1, REPEATED: 0 }, 3, 'зачислено 2, сомнительных 1, исходящих 3'],
    [{ MATCHED: 0, UNMATCHED: 4, DOUBTFUL: 0, REPEATED: 5 }, 0, 'без счёта 4, уже были 5'],
    [{ MATCHED: 0, UNMATCHED: 0, DOUBTFUL: 0, REPEATED: 0 }, 0, 'платежей нет'],
  ])('%j and %i outgoing: %s', (counts, outgoing, text) => {
    expect(statementCounts({ counts, outgoing })).toBe(text);
  });

  it('of offers, months and VAT', () => {
    expect(offerWords([])).toBe('Списаний не будет');
    expect(offerWords([{ quantity: 20 }, { quantity: 1 }])).toBe('21\u00a0списание');
    expect(monthName(localDate('2026-11-01'))).toBe('ноябрь 2026');
    expect([vatLabel(22), vatLabel(null)]).toEqual(['22\u00a0%', 'без НДС']);
  });

  it('every verdict has its part of the report, what needs a person first', () => {
    expect(verdictSections.map(({ verdict }) => verdict)).toEqual([
      'DOUBTFUL',
      'UNMATCHED',
      'MATCHED',
      'REPEATED',
    ]);
  });
});
