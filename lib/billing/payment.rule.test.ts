import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import {
  autopayAmount,
  cardAfterDecline,
  cardTerm,
  decideRefund,
  MAX_LOOKS,
  pauseBeforeLook,
  paymentMachine,
  refundMachine,
} from './payment.rule';
import { cancellationTexts } from './messages';
import { autopayJobInput, refundInput, topUpInput } from './schema';

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
    ['1000000000000', 'За один раз — не больше 1 000 000 ₽'],
    ['сто', 'Введите сумму цифрами, например 1500 или 1500,50'],
    ['1e3', 'Введите сумму цифрами, например 1500 или 1500,50'],
  ])('«%s»', (typed, expected) => {
    expect(amountOf(typed)).toBe(expected);
  });
});

describe('amount of a refund', () => {
  const refunded = (amount: string) => {
    const parsed = refundInput.safeParse({ requestId, paymentId: requestId, amount });
    const issue = parsed.success ? null : parsed.error.issues[0];
    return parsed.success ? parsed.data.amount : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  };

  it.each([
    ['200,50', 20_050],
    ['', 'amount: Введите сумму'],
    ['0', 'amount: Сумма должна быть больше нуля'],
    ['-200', 'amount: Сумма должна быть больше нуля'],
    ['0,50', 'amount: Вернуть можно не меньше 1 ₽'],
    ['200,505', 'amount: Копеек — не больше двух знаков'],
    ['1000000000000', 'amount: За один раз — не больше 1 000 000 ₽'],
    ['1 000 000 000 000', 'amount: За один раз — не больше 1 000 000 ₽'],
    ['двести', 'amount: Введите сумму цифрами, например 1500 или 1500,50'],
  ])('«%s»', (typed, expected) => {
    expect(refunded(typed)).toBe(expected);
  });

  it('of a top-up its refusals stand on the field as well', () => {
    for (const amount of ['0', '-5', '10,999', '1000000000000']) {
      const parsed = topUpInput.safeParse({ requestId, amount });
      expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['amount']);
    }
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

  it('is looked at once a day after that, and never left alone', () => {
    expect(pauseBeforeLook(MAX_LOOKS)).toBe(3_600_000);
    expect(pauseBeforeLook(MAX_LOOKS + 1)).toBe(86_400_000);
  });
});

describe('autopay', () => {
  it.each([
    [100_000, 0, 100_000],
    [50, 0, 100],
    [1, 0, 100],
    [100_000, 40_000, 60_000],
    [100_000, 100_000, 0],
    [100_000, 150_000, 0],
    [100_000, -500, 100_000],
    [100_000_000, 0, 100_000_000],
    [100_000_001, 0, 'TOO_MUCH'],
    [1e14, 0, 'TOO_MUCH'],
  ])('%i are missing, %i have come since: %s', (missing, came, expected) => {
    const amount = autopayAmount(kopecks(missing), kopecks(came));
    expect(amount.ok ? amount.value : amount.code).toBe(expected);
  });

  it.each([
    [{ amount: 1, reason: 'Подписки' }, true],
    [{ amount: 0, reason: 'Подписки' }, false],
    [{ amount: -1, reason: 'Подписки' }, false],
    [{ amount: 0.5, reason: 'Подписки' }, false],
    [{ amount: 2 ** 53, reason: 'Подписки' }, false],
    [{ amount: '100', reason: 'Подписки' }, false],
    [{ amount: 1, reason: ' ' }, false],
  ])('is asked for %j: %s', (input, fits) => {
    expect(autopayJobInput.safeParse(input).success).toBe(fits);
  });
});

describe('a kept card after a refusal', () => {
  const others = Object.keys(cancellationTexts).filter((reason) => cardAfterDecline(reason) === null);

  it.each([
    ['permission_revoked', 'REVOKED'],
    ['card_expired', 'UNUSABLE'],
    ['invalid_card_number', 'UNUSABLE'],
    ['insufficient_funds', null],
    ['issuer_unavailable', null],
    ['payment_method_limit_exceeded', null],
    [null, null],
    ['something_new', null],
  ])('%s: %s', (reason, state) => {
    expect(cardAfterDecline(reason)).toBe(state);
  });

  it('is worth another attempt unless it is the card itself', () => {
    expect(others).toContain('general_decline');
    expect(others).not.toContain('invalid_csc');
  });

  it.each([
    [12, 2026, '2026-11-20', 'SOON'],
    [11, 2026, '2026-11-20', 'SOON'],
    [10, 2026, '2026-11-20', 'OVER'],
    [1, 2027, '2026-11-30', null],
    [1, 2027, '2026-12-01', 'SOON'],
  ])('%i/%i on %s: %s', (expiryMonth, expiryYear, today, term) => {
    expect(cardTerm({ expiryMonth, expiryYear }, today)).toBe(term);
  });
});

describe('refund', () => {
  const paid = { state: 'SUCCEEDED', amount: kopecks(10_000), refunded: kopecks(4_000) } as const;

  it.each([
    [paid, 6_000, { ok: true }],
    [paid, 1, { ok: true }],
    [paid, 6_001, { ok: false, code: 'REFUND_TOO_MUCH', left: 6_000 }],
    [{ ...paid, refunded: kopecks(10_000) }, 1, { ok: false, code: 'REFUND_TOO_MUCH', left: 0 }],
    [{ ...paid, state: 'PENDING' as const }, 1, { ok: false, code: 'PAYMENT_NOT_PAID' }],
    [{ ...paid, state: 'CANCELLED' as const }, 1, { ok: false, code: 'PAYMENT_NOT_PAID' }],
  ])('of %j by %i', (payment, asked, expected) => {
    expect(decideRefund(payment, kopecks(asked))).toEqual(expected);
  });

  it('has no way out of its end', () => {
    for (const state of ['SUCCEEDED', 'CANCELLED'] as const) {
      expect(Object.values(refundMachine[state])).toEqual([null, null, null]);
    }
  });
});
