import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, type LocalDate, localDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { actLines, paidByInvoice, serviceOf } from './act.rule';

const day = (text: string): LocalDate => localDate(text);

describe('paid by invoice', () => {
  const shares = (...movements: [string, number][]) =>
    Object.fromEntries(paidByInvoice(movements.map(([key, amount]) => ({ key, amount }))));

  it.each([
    [
      'by card only',
      [
        ['payment:1', 100],
        ['subscription:a:0', -60],
      ],
      { 'subscription:a:0': 0 },
    ],
    [
      'by invoice only',
      [
        ['invoice:1', 100],
        ['subscription:a:0', -60],
      ],
      { 'subscription:a:0': 60 },
    ],
    [
      'the first money first',
      [
        ['payment:1', 100],
        ['invoice:1', 100],
        ['subscription:a:0', -60],
        ['subscription:b:0', -60],
        ['subscription:c:0', -80],
      ],
      { 'subscription:a:0': 0, 'subscription:b:0': 20, 'subscription:c:0': 80 },
    ],
    [
      'a refund gives its part back',
      [
        ['payment:1', 30],
        ['invoice:1', 70],
        ['card-order:x', -100],
        ['card-order-refund:x', 50],
        ['subscription:a:0', -50],
      ],
      { 'card-order:x': 20, 'subscription:a:0': 50 },
    ],
    [
      'a refund of everything',
      [
        ['invoice:1', 70],
        ['card-order:x', -70],
        ['card-order-refund:x', 70],
      ],
      { 'card-order:x': 0 },
    ],
  ] as [string, [string, number][], Record<string, number>][])('%s', (_, movements, expected) => {
    expect(shares(...movements)).toEqual(expected);
  });

  it('is never more than came by invoice, nor than was paid', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            kind: fc.constantFrom('invoice', 'payment', 'debit'),
            amount: fc.integer({ min: 1, max: 1000 }),
          }),
        ),
        (steps) => {
          let balance = 0;
          const movements = steps.flatMap(({ kind, amount }, i) => {
            if (kind === 'debit' && amount > balance) return [];
            balance += kind === 'debit' ? -amount : amount;
            return [
              {
                key: `${kind === 'debit' ? 'subscription' : kind}:${i}`,
                amount: kind === 'debit' ? -amount : amount,
              },
            ];
          });
          const result = paidByInvoice(movements);
          const came = movements
            .filter(({ key }) => key.startsWith('invoice:'))
            .reduce((sum, each) => sum + each.amount, 0);
          expect([...result.values()].reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(came);
          for (const { key, amount } of movements) {
            if (amount < 0) expect(result.get(key)).toBeLessThanOrEqual(-amount);
          }
        },
      ),
    );
  });
});

describe('service of days', () => {
  it('990 ₽ for three months of 92 days, month by month, to the kopeck', () => {
    const [start, end] = [day('2025-11-15'), day('2026-02-15')];
    expect(daysBetween(start, end)).toBe(92);
    const parts = ['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01'].map((month) =>
      serviceOf(kopecks(99_000), start, end, day(month), addMonths(day(month), 1)),
    );
    expect(parts).toEqual([17_217, 33_359, 33_359, 15_065]);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(99_000);
  });

  it('always adds up to what was paid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.constantFrom(1, 3, 12),
        (amount, shift, months) => {
          const start = addDays(day('2020-01-31'), shift);
          const end = addMonths(start, months);
          let sum = 0;
          let from = day(`${start.slice(0, 7)}-01`);
          while (from < end) {
            const to = addMonths(from, 1);
            const part = serviceOf(kopecks(amount), start, end, from, to);
            expect(part).toBeGreaterThanOrEqual(0);
            sum += part;
            from = to;
          }
          expect(sum).toBe(amount);
        },
      ),
    );
  });
});

describe('lines of an act', () => {
  const charge = {
    amount: kopecks(99_000),
    planName: 'Смарт-карта',
    vat: 'STANDARD' as const,
    start: day('2025-11-15'),
    end: day('2026-02-15'),
    isPaidInMonth: false,
  };

  it('take the rate of their own days over the turn of the year', () => {
    expect(actLines(day('2025-12-01'), [charge], [])).toEqual([
      { name: 'Смарт-карта, декабрь 2025', quantity: 1, amount: 33_359, vatPercent: 20, vat: 5_560 },
    ]);
    expect(actLines(day('2026-01-01'), [charge], [])).toEqual([
      { name: 'Смарт-карта, январь 2026', quantity: 1, amount: 33_359, vatPercent: 22, vat: 6_016 },
    ]);
  });

  it('close the days before, each at its rate, when they are paid later', () => {
    const late = { ...charge, start: day('2025-12-30'), end: day('2026-01-30'), isPaidInMonth: true };
    expect(actLines(day('2026-01-01'), [late], [])).toEqual([
      { name: 'Смарт-карта, декабрь 2025', quantity: 1, amount: 6_387, vatPercent: 20, vat: 1_065 },
      { name: 'Смарт-карта, январь 2026', quantity: 1, amount: 92_613, vatPercent: 22, vat: 16_701 },
    ]);
  });

  it('are one for each plan, with orders beside, and nothing of what was not paid by invoice', () => {
    const month = day('2026-11-01');
    const whole = { ...charge, start: month, end: day('2026-12-01') };
    const kit = { ...whole, planName: 'Смарт-терминал Плюс', vat: 'NONE' as const };
    const order = { amount: kopecks(59_000), number: 7, deliveredOn: day('2026-11-12') };
    expect(actLines(month, [whole, whole, kit, { ...whole, amount: kopecks(0) }], [order])).toEqual([
      { name: 'Смарт-карта, ноябрь 2026', quantity: 2, amount: 198_000, vatPercent: 22, vat: 35_705 },
      {
        name: 'Смарт-карты с доставкой, заказ № 7',
        quantity: 1,
        amount: 59_000,
        vatPercent: 22,
        vat: 10_639,
      },
      { name: 'Смарт-терминал Плюс, ноябрь 2026', quantity: 1, amount: 99_000, vatPercent: null, vat: 0 },
    ]);
  });
});
