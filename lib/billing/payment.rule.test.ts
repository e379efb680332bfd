import { describe, expect, it } from 'vitest';
import { MAX_LOOKS, pauseBeforeLook, paymentMachine } from './payment.rule';
import { topUpInput } from './schema';

const requestId = '0198c0de-0000-7000-8000-000000000000';
const amountOf = (amount: string) => {
  const parsed = topUpInput.safeParse({ requestId, amount });
  return parsed.success ? parsed.data.amount : parsed.error.issues[0]?.message;
};

describe('amount of a top-up', () => {
  it.each([
    ['1500', 150_000],
    ['1 290,5', 129_050],
    ['1\u00a0000\u00a0000', 100_000_000],
    ['0.99', 'Пополнить можно не меньше чем на 1 ₽'],
    ['1,00 ₽', 100],
    ['', 'Введите сумму'],
    ['   ', 'Введите сумму'],
    ['0', 'Сумма должна быть больше нуля'],
    ['0,00', 'Сумма должна быть больше нуля'],
    ['-5', 'Сумма должна быть больше нуля'],
    ['−5', 'Сумма должна быть больше нуля'],
    ['10,999', 'Копеек — не больше двух знаков'],
    ['0.001', 'Копеек — не больше двух знаков'],
    ['1000000,01', 'За один раз — не больше 1 000 000 ₽'],
    ['99999999999999999999', 'За один раз — не больше 1 000 000 ₽'],
    ['сто', 'Введите сумму цифрами, например 1500 или 1500,50'],
    ['1e3', 'Введите сумму цифрами, например 1500 или 1500,50'],
  ])('«%s»', (typed, expected) => {
    expect(amountOf(typed)).toBe(expected);
  });
});

describe('payment', () => {
  it('takes nothing back from a success, and takes a late success', () => {
    expect(Object.values(paymentMachine.SUCCEEDED)).toEqual([null, null, null]);
    expect(paymentMachine.CANCELLED.SUCCEEDED).toBe('SUCCEEDED');
  });

  it('is looked at ever more rarely, for more than two days', () => {
    const pauses = Array.from({ length: MAX_LOOKS }, (_, look) => pauseBeforeLook(look));
    expect(pauses[0]).toBe(3_000);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBe(3_600_000);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(3 * 86_400_000);
  });
});
