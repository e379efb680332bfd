import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import {
  inWindows1251,
  SELLER_ACCOUNT,
  SELLER_INN,
  type StatementDocument,
  statementText,
} from '@/lib/testing/bank-statement';
import { type KnownInvoice, matchPayment, numbersIn } from './match.rule';
import { decodeStatement, readStatement } from './statement.rule';

const purpose = 'Оплата по счету № 26-000123 от 20.11.2026';
const one: StatementDocument = { amount: '990.00', purpose };
const read = (text: string) => readStatement(text, SELLER_ACCOUNT);

describe('statement', () => {
  it('is read from UTF-8, with a mark or without, from Windows-1251 and from DOS', () => {
    const text = statementText([one]);
    for (const bytes of [
      new TextEncoder().encode(text),
      new TextEncoder().encode(`\ufeff${text}`),
      inWindows1251(text),
    ]) {
      const result = read(decodeStatement(bytes));
      expect(result).toMatchObject({
        ok: true,
        value: {
          from: '2026-11-01',
          to: '2026-11-30',
          outgoing: 0,
          incoming: [
            {
              number: '1',
              paidOn: '2026-11-20',
              amount: 99_000,
              payerInn: '7707083893',
              payerName: 'ООО «Проба»',
              purpose,
            },
          ],
        },
      });
    }
    const dos = Uint8Array.from('1CClientBankExchange\r\n', (char) => char.charCodeAt(0));
    const cp866 = Uint8Array.from([
      ...dos,
      0x8a,
      0xae,
      0xa4,
      0xa8,
      0xe0,
      0xae,
      0xa2,
      0xaa,
      0xa0,
      0x3d,
      0x44,
      0x4f,
      0x53,
      13,
      10,
    ]);
    expect(decodeStatement(cp866)).toContain('Кодировка=DOS');
  });

  it('counts what goes out and takes in nothing of it', () => {
    const result = read(
      statementText([
        one,
        { amount: '50.00', purpose: 'Аренда', payerAccount: SELLER_ACCOUNT, receiverAccount: '4' },
      ]),
    );
    expect(result).toMatchObject({ ok: true, value: { outgoing: 1 } });
    expect(result.ok && result.value.incoming).toHaveLength(1);
  });

  it('joins a purpose that the bank has cut into lines', () => {
    const text = statementText([one]).replace(
      `НазначениеПлатежа=${purpose}`,
      'НазначениеПлатежа1=Оплата по счету\r\nНазначениеПлатежа2=№ 26-000123',
    );
    const result = read(text);
    expect(result.ok && result.value.incoming[0]?.purpose).toBe('Оплата по счету № 26-000123');
  });

  it('adds up the totals of several sections, a day each', () => {
    const section = (start: string, plus: string, end: string) =>
      `СекцияРасчСчет\r\nРасчСчет=${SELLER_ACCOUNT}\r\nНачальныйОстаток=${start}\r\nВсегоПоступило=${plus}\r\nВсегоСписано=0\r\nКонечныйОстаток=${end}\r\nКонецРасчСчет`;
    const text = statementText([one, { amount: '10.50', purpose }]).replace(
      /СекцияРасчСчет[^]*?КонецРасчСчет/,
      `${section('-5.00', '990.00', '985.00')}\r\n${section('985.00', '10.50', '995.50')}`,
    );
    expect(read(text)).toMatchObject({ ok: true });
    expect(read(text.replace('995.50', '995.51'))).toMatchObject({ code: 'STATEMENT_TOTALS' });
  });

  it.each([
    ['another file', 'Номер;Сумма\r\n1;990', 'NOT_STATEMENT', {}],
    ['an empty file', '', 'NOT_STATEMENT', {}],
    ['no end of the file', statementText([one]).replace('КонецФайла', ''), 'STATEMENT_CUT', {}],
    [
      'no end of a payment',
      statementText([one]).replace('КонецДокумента', ''),
      'STATEMENT_CUT',
      { line: 17 },
    ],
    [
      'a total of what came that is wrong',
      statementText([one], { came: '990.01', end: '1990.01' }),
      'STATEMENT_TOTALS',
      { field: 'ВсегоПоступило' },
    ],
    [
      'a total of what went that is wrong',
      statementText([one], { went: '1.00' }),
      'STATEMENT_TOTALS',
      { field: 'ВсегоСписано' },
    ],
    [
      'an end that does not follow',
      statementText([one], { end: '5000.00' }),
      'STATEMENT_TOTALS',
      { field: 'КонечныйОстаток' },
    ],
    [
      'a payment that was added by hand',
      statementText([one]).replace('Сумма=990.00', 'Сумма=9900.00'),
      'STATEMENT_TOTALS',
      {},
    ],
    [
      'an amount with three digits',
      statementText([one], { came: '990.00' }).replace('Сумма=990.00', 'Сумма=990.001'),
      'STATEMENT_LINE',
      { field: 'Сумма', line: 20 },
    ],
    [
      'a negative amount',
      statementText([{ ...one, amount: '-990.00' }]),
      'STATEMENT_LINE',
      { field: 'Сумма' },
    ],
    [
      'no amount',
      statementText([one]).replace('Сумма=990.00', 'Сумма=0.00'),
      'STATEMENT_LINE',
      { field: 'Сумма' },
    ],
    [
      'an amount with letters',
      statementText([one]).replace('Сумма=990.00', 'Сумма=1e9'),
      'STATEMENT_LINE',
      { field: 'Сумма' },
    ],
    [
      'a day that is not there',
      statementText([{ ...one, date: '31.02.2026' }]),
      'STATEMENT_LINE',
      { field: 'Дата' },
    ],
    [
      'another account',
      statementText([one], { account: '40702810000000000009' }),
      'STATEMENT_ACCOUNT',
      { account: '40702810000000000009' },
    ],
  ])('with %s is refused as a whole', (_, text, code, details) => {
    expect(read(text)).toMatchObject({ ok: false, code, details });
  });
});

describe('number in a purpose', () => {
  it.each([
    [purpose, ['26-000123']],
    ['По сч 26 – 000123 от 20-11-2026, НДС 22%', ['26-000123']],
    ['26-000123 и 26-000124', ['26-000123', '26-000124']],
    ['счёт 26-000123, 26-000123', ['26-000123']],
    ['Договор 126-0001234', []],
    ['20-112026-1', []],
    ['Оплата по счету 123', []],
  ])('«%s»', (text, numbers) => {
    expect(numbersIn(text)).toEqual(numbers);
  });
});

describe('match', () => {
  const invoice: KnownInvoice = {
    id: 'a',
    number: '26-000123',
    state: 'ISSUED',
    amount: kopecks(99_000),
    buyerInn: '7707083893',
  };
  const verdict = (document: Partial<StatementDocument>, invoices: readonly KnownInvoice[] = [invoice]) => {
    const statement = read(statementText([{ ...one, ...document }]));
    const payment = statement.ok ? statement.value.incoming[0] : undefined;
    if (!payment) throw new Error('not read');
    const match = matchPayment(payment, { inn: SELLER_INN }, invoices);
    return [match.verdict, match.reason, match.invoice?.id ?? null];
  };

  it.each([
    ['everything fits', {}, undefined, ['MATCHED', 'Номер, ИНН и сумма совпали', 'a']],
    [
      'a kopeck more',
      { amount: '990.01' },
      undefined,
      ['DOUBTFUL', 'Сумма больше счёта на 0,01\u00a0₽', 'a'],
    ],
    [
      'a kopeck less',
      { amount: '989.99' },
      undefined,
      ['DOUBTFUL', 'Сумма меньше счёта на 0,01\u00a0₽', 'a'],
    ],
    [
      'another payer',
      { payerInn: '500100732259' },
      undefined,
      ['DOUBTFUL', 'Платит другая организация: ИНН 500100732259, а в счёте 7707083893', 'a'],
    ],
    [
      'an ИНН with a wrong check digit',
      { payerInn: '7707083894' },
      undefined,
      ['DOUBTFUL', 'ИНН плательщика неверный: 7707083894', 'a'],
    ],
    [
      'another receiver',
      { receiverInn: '7707083893' },
      undefined,
      ['UNMATCHED', 'Получатель — другая организация, ИНН 7707083893', null],
    ],
    [
      'a number nobody gave',
      { purpose: 'Счёт 26-000999' },
      undefined,
      ['UNMATCHED', 'Счёта № 26-000999 нет', null],
    ],
    [
      'two numbers',
      { purpose: '26-000123, 26-000124' },
      undefined,
      ['DOUBTFUL', 'В назначении несколько счетов: 26-000123, 26-000124', null],
    ],
    [
      'no number, another sum',
      { purpose: 'Оплата', amount: '5.00' },
      undefined,
      ['UNMATCHED', 'В назначении нет номера счёта', null],
    ],
    [
      'no number, but all else',
      { purpose: 'Оплата' },
      undefined,
      ['DOUBTFUL', 'В назначении нет номера счёта, но ИНН и сумма подходят к выставленному', 'a'],
    ],
    [
      'no number, two that fit',
      { purpose: 'Оплата' },
      [invoice, { ...invoice, id: 'b', number: '26-000124' }],
      ['DOUBTFUL', 'В назначении нет номера счёта, но ИНН и сумма подходят к выставленному', null],
    ],
    [
      'a paid invoice',
      {},
      [{ ...invoice, state: 'PAID' as const }],
      ['DOUBTFUL', 'Счёт уже оплачен другим платежом', 'a'],
    ],
    [
      'a cancelled invoice',
      {},
      [{ ...invoice, state: 'CANCELLED' as const }],
      ['DOUBTFUL', 'Счёт отменён', 'a'],
    ],
  ])('%s', (_, document, invoices, expected) => {
    expect(verdict(document, invoices)).toEqual(expected);
  });
});
