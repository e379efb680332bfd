import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { kopecks } from '@/lib/core/money';
import { cellsOfOutline, readCode } from '@/lib/testing/qr';
import type { ReceiptContent } from '../receipt-content';
import { fiscalCode, localTimeOf } from '../fiscal-code.rule';
import type { LetterReceipt } from './printed-receipt.rule';
import { qrImage, qrOutline } from './qr-image';
import { receiptLetter } from './receipt-letter';

const content: ReceiptContent = {
  localTime: '2026-11-20T14:05',
  items: [
    { name: 'Хлеб «Бородинский»', quantity: 2, price: kopecks(8_900), sum: kopecks(17_800), vat: '10' },
    { name: 'Сыр, кг', quantity: 0.345, price: kopecks(120_000), sum: kopecks(41_400), vat: '22' },
    { name: 'Пакет', quantity: 1, price: kopecks(500), sum: kopecks(500), vat: 'NONE' },
  ],
  payment: { cash: kopecks(9_700), card: kopecks(50_000), other: kopecks(0) },
  cashier: 'Олег Пак',
  shift: 12,
  numberInShift: 7,
  taxSystem: 'OSN',
  printed: false,
  electronic: true,
  seller: {
    name: 'ООО «Северный хлеб»',
    inn: '7707083893',
    place: 'Центральный',
    address: 'Москва, Мясницкая улица, 24',
    kktRegNumber: '0001234567012345',
    terminalSerial: '00307401000001',
  },
};
const receipt: LetterReceipt = {
  fiscalDrive: '9960440300112233',
  documentNumber: 4021,
  fiscalSign: '0042424242',
  operation: 'SALE',
  total: kopecks(59_700),
  buyerContact: 'irina@mail.ru',
  content,
};
const SENDER = 'cheki@kassa.example';
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const CODE = 't=20261120T1405&s=597.00&fn=9960440300112233&i=4021&fp=0042424242&n=1';

describe('the letter with a receipt', () => {
  const letter = receiptLetter(receipt, SENDER);

  it.each([
    ['seller', 'ООО «Северный хлеб»'],
    ['ИНН', 'ИНН 7707083893'],
    ['place', 'Москва, Мясницкая улица, 24'],
    ['operation', 'Приход'],
    ['item', 'Хлеб «Бородинский»'],
    ['calculation', '2 × 89,00 ₽ = 178,00 ₽'],
    ['weight', '0,345 × 1 200,00 ₽ = 414,00 ₽'],
    ['total', '597,00 ₽'],
    ['cash', '97,00 ₽'],
    ['card', '500,00 ₽'],
    ['VAT of 10 %', '16,18 ₽'],
    ['VAT of 22 %', '74,66 ₽'],
    ['without VAT', 'Без НДС'],
    ['time', '20.11.2026 14:05'],
    ['cashier', 'Олег Пак'],
    ['tax system', 'ОСН'],
    ['РН ККТ', '0001234567012345'],
    ['ФН', '9960440300112233'],
    ['ФД', '4021'],
    ['ФП', '0042424242'],
    ['buyer', 'irina@mail.ru'],
    ['sender', SENDER],
    ['site', 'nalog.gov.ru'],
  ])('holds the requisite «%s» in both forms', (_, requisite) => {
    expect(plain(letter.html)).toContain(requisite);
    expect(plain(letter.text)).toContain(requisite);
  });

  it('carries the code for checking as a picture of its own and as text', () => {
    const [image] = letter.images;
    expect(letter.html).toContain(`src="cid:${image?.cid ?? ''}"`);
    expect(image).toMatchObject({ type: 'image/png', bytes: qrImage(CODE) });
    expect(letter.text).toContain(CODE);
  });

  it('takes nothing from outside', () => {
    expect(letter.html).not.toMatch(/https?:|<script|<link|url\(/);
  });

  it('shows a name with tags as a name', () => {
    const name = `<img src=x onerror="alert('1')"> & Ко`;
    const evil = receiptLetter(
      {
        ...receipt,
        content: {
          ...content,
          items: [{ name, quantity: 1, price: kopecks(59_700), sum: kopecks(59_700), vat: null }],
          seller: { ...content.seller, name: '<b>ООО</b>' },
        },
      },
      SENDER,
    );
    expect(evil.html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; Ко');
    expect(evil.html).not.toMatch(/<img src=x|<b>/);
    expect(evil.text).toContain(name);
  });

  it('of 300 items and a million roubles is whole', () => {
    const items = Array.from({ length: 300 }, (_, index) => ({
      name: `Товар ${index}`,
      quantity: 1,
      price: kopecks(333_400),
      sum: kopecks(333_400),
      vat: null,
    }));
    const long = receiptLetter(
      { ...receipt, total: kopecks(100_020_000), content: { ...content, items } },
      SENDER,
    );
    expect(plain(long.subject)).toBe('Кассовый чек: приход 1 000 200,00 ₽, 20 ноября 2026');
    expect(long.html.match(/Товар \d+/g)).toHaveLength(300);
  });
});

describe('the code for checking', () => {
  it.each([
    ['SALE', 1],
    ['REFUND', 2],
    ['BUY', 3],
    ['BUY_REFUND', 4],
  ] as const)('of %s ends with n=%i', (operation, number) => {
    expect(fiscalCode({ ...receipt, localTime: content.localTime, operation })).toBe(
      CODE.replace('n=1', `n=${number}`),
    );
  });

  it.each([
    [5, '0.05'],
    [12_990, '129.90'],
    [100_000_000, '1000000.00'],
  ])('%i kopecks are s=%s', (total, sum) => {
    expect(fiscalCode({ ...receipt, localTime: content.localTime, total })).toContain(`&s=${sum}&`);
  });

  it.each([
    ['2026-11-20T14:05:33+03:00', 'Asia/Kamchatka', '2026-11-20T14:05'],
    ['2026-11-20T11:05:33Z', 'Europe/Moscow', '2026-11-20T14:05'],
    ['2026-11-20T23:05:33Z', 'Asia/Kamchatka', '2026-11-21T11:05'],
  ])('%s in %s is %s on the paper', (issuedAt, zone, local) => {
    expect(localTimeOf(issuedAt, zone)).toBe(local);
  });

  it('is a PNG with white around it, which another library reads', () => {
    const png = qrImage(CODE);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(png.readUInt32BE(16)).toBe(png.readUInt32BE(20));
    const points = pointsOf(png);
    expect([...points.slice(0, 24), ...points.map((row) => row.slice(0, 24))].flat()).not.toContain(true);
    expect(readCode(points, 0)).toBe(CODE);
  });

  it('is the same on a screen', () => {
    const { side, path } = qrOutline(CODE);
    const cells = cellsOfOutline(path, side);
    expect(cells.slice(0, 4).flat()).not.toContain(true);
    expect(readCode(cells, 0)).toBe(CODE);
  });
});

/** Points of a picture of one bit per point, true is black. */
function pointsOf(png: Buffer): boolean[][] {
  const side = png.readUInt32BE(16);
  const at = png.indexOf('IDAT');
  const raw = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const width = 1 + Math.ceil(side / 8);
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_each, x) => {
      const byte = raw[y * width + 1 + (x >> 3)] ?? 0;
      return (byte & (0x80 >> (x & 7))) === 0;
    }),
  );
}
