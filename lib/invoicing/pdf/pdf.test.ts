import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { type PdfContent, readPdf } from '@/lib/testing/pdf';
import { readCode } from '@/lib/testing/qr';
import { paymentCode } from '../invoice.rule';
import type { Act, Invoice } from '../model';
import { sandboxSeller } from '../seller';
import { actPdf } from './act-pdf';
import { invoicePdf } from './invoice-pdf';

const buyer = { name: 'ООО «Северный хлеб»', inn: '7707083893', kpp: '770701001' };

const invoice: Invoice = {
  id: 'a',
  number: '26-000123',
  state: 'ISSUED',
  issuedOn: localDate('2026-11-20'),
  dueOn: localDate('2026-11-30'),
  amount: kopecks(2_366_000),
  actorName: 'Анна',
  paidAt: null,
  cancelledAt: null,
  seller: sandboxSeller,
  buyer,
  purpose: 'Оплата по счету № 26-000123 от 20.11.2026. В том числе НДС 22% - 411.15 руб.',
  lines: [
    {
      name: 'Смарт-карта, оплата раз в месяц',
      quantity: 12,
      unitPrice: kopecks(19_000),
      amount: kopecks(228_000),
      vatPercent: 22,
      vat: kopecks(41_115),
    },
    {
      name: 'Смарт-терминал Плюс',
      quantity: 2,
      unitPrice: kopecks(1_069_000),
      amount: kopecks(2_138_000),
      vatPercent: null,
      vat: kopecks(0),
    },
  ],
};

const act: Act = {
  id: 'b',
  number: '26-000007',
  month: localDate('2026-01-01'),
  issuedOn: localDate('2026-01-31'),
  amount: kopecks(99_000),
  seller: sandboxSeller,
  buyer,
  lines: [
    {
      name: 'Смарт-карта, декабрь 2025',
      quantity: 1,
      amount: kopecks(6_387),
      vatPercent: 20,
      vat: kopecks(1_065),
    },
    {
      name: 'Смарт-карта, январь 2026',
      quantity: 1,
      amount: kopecks(92_613),
      vatPercent: 22,
      vat: kopecks(16_701),
    },
  ],
};

/** The text as it is read, whatever its lines. */
const flat = ({ text }: PdfContent) => text.replaceAll(/\s+/g, ' ');
const invoiceText = async (change: Partial<Invoice> = {}) =>
  flat(readPdf(await invoicePdf({ ...invoice, ...change })));
const actText = async (change: Partial<Act> = {}) => flat(readPdf(await actPdf({ ...act, ...change })));

/** Squares of the code that is drawn on the sheet. */
function codeOn({ filled }: PdfContent): boolean[][] {
  const step = Math.min(...filled.map(([, , , height]) => height));
  const left = Math.min(...filled.map(([x]) => x));
  const top = Math.min(...filled.map(([, y]) => y));
  const side = Math.round(Math.max(...filled.map(([x, , width]) => x + width - left)) / step);
  const cells = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [x, y, width] of filled) {
    const from = Math.round((x - left) / step);
    cells[Math.round((y - top) / step)]?.fill(true, from, from + Math.round(width / step));
  }
  return cells;
}

describe('an invoice on paper', () => {
  it.each([
    ['title', 'Счёт на оплату № 26-000123 от 20 ноября 2026 г.'],
    ['bank', 'АО «БАНК ПЕСОЧНИЦЫ» г. Москва Банк получателя'],
    ['БИК', 'БИК 044525999'],
    ['correspondent account', 'Корр. сч. 30101810845250000999'],
    ['ИНН and КПП of the seller', 'ИНН 7709123453 КПП 770901001'],
    ['account', 'Сч. № 40702810600000012345'],
    ['receiver', 'ООО «Кассовый кабинет» Получатель'],
    ['seller', 'Поставщик ООО «Кассовый кабинет», ИНН 7709123453, КПП 770901001, 109012, г. Москва,'],
    ['buyer', 'Покупатель ООО «Северный хлеб», ИНН 7707083893, КПП 770701001'],
    ['purpose', invoice.purpose],
    ['a line with VAT', '1 Смарт-карта, оплата раз в месяц 12 шт. 190,00 22% 411,15 2 280,00'],
    ['a line without VAT', '2 Смарт-терминал Плюс 2 шт. 10 690,00 Без НДС — 21 380,00'],
    ['total', 'Итого 23 660,00'],
    ['VAT', 'В том числе НДС 22% 411,15 Без НДС, на сумму 21 380,00'],
    ['to pay', 'Всего к оплате 23 660,00'],
    ['count', 'Всего наименований 2, на сумму 23 660,00 руб.'],
    ['sum in words', 'Двадцать три тысячи шестьсот шестьдесят рублей 00 копеек'],
    ['last day', 'Оплатить до 30 ноября 2026 г.'],
    ['who signs', 'Руководитель Кассова Е. П. Бухгалтер Счётова М. И.'],
  ])('says the %s', async (_, words) => {
    expect(await invoiceText()).toContain(words);
  });

  it('carries the payment code that a bank reads', async () => {
    const drawn = codeOn(readPdf(await invoicePdf(invoice)));
    expect(readCode(drawn, 4)).toBe(paymentCode(sandboxSeller, invoice));
  });

  it('of a sole proprietor, without VAT, names neither КПП nor tax', async () => {
    const text = await invoiceText({
      seller: { ...sandboxSeller, kpp: null },
      buyer: { name: 'ИП Волкова', inn: '500100732259', kpp: null },
      lines: invoice.lines.slice(1),
    });
    expect(text).not.toContain('КПП');
    expect(text).toContain('Покупатель ИП Волкова, ИНН 500100732259');
    expect(text).toContain('Без налога (НДС) —');
  });

  it('that is cancelled says so and has nothing to pay by', async () => {
    const cancelled = readPdf(await invoicePdf({ ...invoice, state: 'CANCELLED' }));
    expect(flat(cancelled)).toContain('Счёт отменён Не оплачивайте его');
    expect(flat(cancelled)).not.toContain('Оплатить до');
    expect(cancelled.filled).toEqual([]);
  });

  it('of many lines goes on with its head on the next sheet, and each sheet says which it is', async () => {
    const [line] = invoice.lines;
    const lines = Array.from({ length: 90 }, (_, i) => ({
      ...line,
      name: `Позиция ${i + 1}.`,
    })) as Invoice['lines'];
    const { pages, text } = readPdf(await invoicePdf({ ...invoice, lines }));
    expect(pages).toBeGreaterThan(1);
    expect(text.match(/^Товары \(работы, услуги\)$/gm)).toHaveLength(pages);
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`лист ${page} из ${pages}`);
    expect(text.match(/^Позиция \d+\.$/gm)).toHaveLength(90);
  });
});

describe('an act on paper', () => {
  it.each([
    ['title', 'Акт № 26-000007 от 31 января 2026 г.'],
    ['seller', 'Исполнитель ООО «Кассовый кабинет», ИНН 7709123453, КПП 770901001'],
    ['buyer', 'Заказчик ООО «Северный хлеб», ИНН 7707083893, КПП 770701001'],
    ['month', 'Период с 01.01.2026 по 31.01.2026'],
    ['line at the rate of 2025', '1 Смарт-карта, декабрь 2025 1 20% 10,65 63,87'],
    ['line at the rate of 2026', '2 Смарт-карта, январь 2026 1 22% 167,01 926,13'],
    ['sums', 'Итого 990,00 В том числе НДС 22% 167,01 В том числе НДС 20% 10,65'],
    ['sum in words', 'Девятьсот девяносто рублей 00 копеек'],
    ['who signs', 'подпись, Кассова Е. П.'],
  ])('says the %s', async (_, words) => {
    expect(await actText()).toContain(words);
  });

  it('without VAT says that there is none', async () => {
    const lines = act.lines.map((line) => ({ ...line, vatPercent: null, vat: kopecks(0) }));
    expect(await actText({ lines })).toContain('Без налога (НДС) —');
  });
});
