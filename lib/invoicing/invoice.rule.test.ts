import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LocalDate, localDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { isInn } from '@/lib/core/requisites.rule';
import {
  advanceLines,
  chargeLines,
  documentNumber,
  dueOn,
  invoiceMachine,
  paymentCode,
  purposeOf,
  totalOf,
} from './invoice.rule';
import { isAccount } from './requisites.rule';
import { issueInvoiceInput } from './schema';
import { vatInside, vatPercentOn, vatTotals } from './vat.rule';
import { sumInWords } from './words.rule';

const day = (text: string): LocalDate => localDate(text);

describe('VAT', () => {
  it.each([
    ['2018-12-31', 18],
    ['2019-01-01', 20],
    ['2025-12-31', 20],
    ['2026-01-01', 22],
    ['2026-11-20', 22],
  ])('on %s is %i %%', (date, percent) => {
    expect(vatPercentOn('STANDARD', day(date))).toBe(percent);
    expect(vatPercentOn('NONE', day(date))).toBeNull();
  });

  it.each([
    [99_000, 22, 17_852],
    [99_000, 20, 16_500],
    [99_000, null, 0],
    [1, 22, 0],
    [3, 22, 1],
    [19_000, 22, 3_426],
    [100_000_000_000_000, 22, 18_032_786_885_246],
  ])('inside %i kopecks at %s %%: %i', (amount, percent, vat) => {
    expect(vatInside(kopecks(amount), percent)).toBe(vat);
  });

  it('is the nearest kopeck, and with the price without it makes the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), fc.constantFrom(20, 22), (amount, percent) => {
        const exact =
          (BigInt(amount) * BigInt(percent) * 2n + BigInt(100 + percent)) / BigInt(2 * (100 + percent));
        expect(vatInside(kopecks(amount), percent)).toBe(Number(exact));
      }),
    );
  });

  it('adds up lines, not sums', () => {
    const lines = [33, 33, 33].map((amount) => ({
      amount: kopecks(amount),
      vatPercent: 22,
      vat: vatInside(kopecks(amount), 22),
    }));
    expect(vatTotals([...lines, { amount: kopecks(100), vatPercent: null, vat: kopecks(0) }])).toEqual([
      { percent: 22, amount: 99, vat: 18 },
      { percent: null, amount: 100, vat: 0 },
    ]);
  });
});

describe('sum in words', () => {
  it.each([
    [0, 'Ноль рублей 00 копеек'],
    [100, 'Один рубль 00 копеек'],
    [129_050, 'Одна тысяча двести девяносто рублей 50 копеек'],
    [200_001, 'Две тысячи рублей 01 копейка'],
    [2_100_002, 'Двадцать одна тысяча рублей 02 копейки'],
    [1_111_111_111, 'Одиннадцать миллионов сто одиннадцать тысяч сто одиннадцать рублей 11 копеек'],
    [100_000_000_000, 'Один миллиард рублей 00 копеек'],
    [1_900, 'Девятнадцать рублей 00 копеек'],
    [10_300_400, 'Сто три тысячи четыре рубля 00 копеек'],
  ])('%i', (amount, words) => {
    expect(sumInWords(kopecks(amount))).toBe(words);
  });
});

describe('requisites', () => {
  it.each([
    ['7707083893', true],
    ['500100732259', true],
    ['7707083894', false],
    ['500100732258', false],
    ['770708389', false],
    ['77070838930', false],
    ['', false],
    ['770708389a', false],
  ])('ИНН «%s»: %s', (text, right) => {
    expect(isInn(text)).toBe(right);
  });

  it('knows the key of an account', () => {
    expect(isAccount('40702810600000012345', '044525999', 'SETTLEMENT')).toBe(true);
    expect(isAccount('40702810700000012345', '044525999', 'SETTLEMENT')).toBe(false);
    expect(isAccount('30101810845250000999', '044525999', 'CORRESPONDENT')).toBe(true);
    expect(isAccount('4070281060000001234', '044525999', 'SETTLEMENT')).toBe(false);
  });
});

const seller = {
  name: 'ООО «Кассовый кабинет»',
  inn: '7709123453',
  kpp: '770901001',
  address: 'Москва',
  bank: 'АО «БАНК | ПЕСОЧНИЦЫ»',
  bik: '044525999',
  account: '40702810600000012345',
  correspondentAccount: '30101810845250000999',
  director: 'Кассова Е. П.',
  accountant: 'Счётова М. И.',
};
const buyer = { name: 'ООО «Проба»', inn: '7707083893', kpp: null };

describe('invoice', () => {
  it('has a number of its year and ten days', () => {
    expect(documentNumber(2026, 123)).toBe('26-000123');
    expect(documentNumber(2027, 1)).toBe('27-000001');
    expect(dueOn(day('2026-12-25'))).toBe('2027-01-04');
  });

  it('is paid or cancelled once', () => {
    expect(Object.values(invoiceMachine.PAID)).toEqual([null, null]);
    expect(Object.values(invoiceMachine.CANCELLED)).toEqual([null, null]);
  });

  it('of a sum has one line with VAT of its day', () => {
    expect(advanceLines(kopecks(99_000), day('2026-11-20'))).toMatchObject([
      { quantity: 1, amount: 99_000, vatPercent: 22, vat: 17_852 },
    ]);
    expect(advanceLines(kopecks(99_000), day('2025-12-31'))).toMatchObject([{ vatPercent: 20, vat: 16_500 }]);
  });

  it('of charges has a line for each plan and period, VAT where there is one', () => {
    const lines = chargeLines(
      [
        { planName: 'Смарт-карта', vat: 'STANDARD', period: 'M1', price: kopecks(19_000), count: 12 },
        { planName: 'Смарт-терминал Плюс', vat: 'NONE', period: 'M12', price: kopecks(1_069_000), count: 2 },
      ],
      day('2026-11-20'),
      day('2026-12-19'),
    );
    expect(lines).toEqual([
      {
        name: 'Смарт-карта, оплата раз в месяц, по 19.12.2026',
        quantity: 12,
        unitPrice: 19_000,
        amount: 228_000,
        vatPercent: 22,
        vat: 41_115,
      },
      {
        name: 'Смарт-терминал Плюс, оплата раз в 12 месяцев, по 19.12.2026',
        quantity: 2,
        unitPrice: 1_069_000,
        amount: 2_138_000,
        vatPercent: null,
        vat: 0,
      },
    ]);
    expect(totalOf(lines)).toBe(2_366_000);
    expect(purposeOf('26-000123', day('2026-11-20'), buyer, lines)).toMatch(
      /В том числе НДС 22% - 411\.15 руб\.$/,
    );
    expect(purposeOf('26-000123', day('2026-11-20'), buyer, lines.slice(1))).toMatch(/Без НДС\.$/);
  });

  it('has a purpose that fits a payment order even with the largest sums', () => {
    const lines = [20, 22].map((vatPercent) => ({
      name: '',
      quantity: 1,
      unitPrice: kopecks(1e12),
      amount: kopecks(1e12),
      vatPercent,
      vat: vatInside(kopecks(1e12), vatPercent),
    }));
    const purpose = purposeOf('26-999999', day('2026-11-20'), { inn: '500100732259' }, lines);
    expect(purpose.length).toBeLessThanOrEqual(210);
  });

  it('has a payment code by ГОСТ Р 56042-2014, no separator inside its values', () => {
    expect(paymentCode(seller, { amount: kopecks(129_050), purpose: 'Оплата по счету № 26-000123' })).toBe(
      'ST00012|Name=ООО «Кассовый кабинет»|PersonalAcc=40702810600000012345|BankName=АО «БАНК / ПЕСОЧНИЦЫ»|BIC=044525999|CorrespAcc=30101810845250000999|Sum=129050|Purpose=Оплата по счету № 26-000123|PayeeINN=7709123453|KPP=770901001',
    );
    expect(paymentCode({ ...seller, kpp: null }, { amount: kopecks(1), purpose: '' })).not.toContain('KPP');
  });
});

describe('amount of an invoice', () => {
  const amountOf = (amount: string) => {
    const parsed = issueInvoiceInput.safeParse({
      kind: 'SUM',
      requestId: '0198c0de-0000-7000-8000-000000000000',
      amount,
    });
    return parsed.success ? 'amount' in parsed.data && parsed.data.amount : parsed.error.issues[0]?.message;
  };

  it.each([
    ['15000', 1_500_000],
    ['15 000,50', 1_500_050],
    ['100', 10_000],
    ['10 000 000', 1_000_000_000],
    ['0', 'Счёт выставляется не меньше чем на 100 ₽'],
    ['99,99', 'Счёт выставляется не меньше чем на 100 ₽'],
    ['-5', 'Сумма должна быть больше нуля'],
    ['0.001', 'Копеек — не больше двух знаков'],
    ['10000000,01', 'В одном счёте — не больше 10 000 000 ₽'],
    ['1000000000000', 'В одном счёте — не больше 10 000 000 ₽'],
    ['сто', 'Введите сумму цифрами, например 15000 или 15000,50'],
    ['', 'Введите сумму'],
  ])('«%s»', (typed, expected) => {
    expect(amountOf(typed)).toBe(expected);
  });
});
