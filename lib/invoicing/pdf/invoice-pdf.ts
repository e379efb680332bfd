import { encode } from 'uqr';
import { dateInText } from '@/lib/core/text';
import { paymentCode } from '../invoice.rule';
import type { Invoice, Seller } from '../model';
import { sumInWords } from '../words.rule';
import { party, rate, sum, vatSums } from './money-words';
import { Sheet } from './sheet';

const CODE = 104;

/** The box of bank requisites that every Russian invoice begins with. */
function bankBox(sheet: Sheet, seller: Seller, width: number): void {
  const { left: x } = sheet;
  const top = sheet.y;
  const right = x + width;
  const middle = x + width * 0.56;
  const label = middle + 42;
  const small = { size: 7.5 };
  const cell = { size: 9 };
  const rowHeight = 21;
  const bankHeight = 42;
  sheet.at(seller.bank, x + 4, top + 4, middle - x - 8, cell);
  sheet.at('Банк получателя', x + 4, top + bankHeight - 12, 120, small);
  sheet.at('БИК', middle + 4, top + 4, 38, cell);
  sheet.at(seller.bik, label + 4, top + 4, right - label - 8, cell);
  sheet.at('Корр. сч.', middle + 4, top + rowHeight + 4, 40, { size: 8 });
  sheet.at(seller.correspondentAccount, label + 4, top + rowHeight + 4, right - label - 8, cell);
  const second = top + bankHeight;
  const half = x + (middle - x) / 2;
  sheet.at(`ИНН ${seller.inn}`, x + 4, second + 4, half - x - 8, cell);
  if (seller.kpp !== null) sheet.at(`КПП ${seller.kpp}`, half + 4, second + 4, middle - half - 8, cell);
  const third = second + 18;
  const nameHeight = Math.max(22, sheet.heightOf(seller.name, middle - x - 8, cell) + 6);
  sheet.at(seller.name, x + 4, third + 4, middle - x - 8, cell);
  const bottom = third + nameHeight + 14;
  sheet.at('Получатель', x + 4, bottom - 12, 120, small);
  sheet.at('Сч. №', middle + 4, second + 4, 38, cell);
  sheet.at(seller.account, label + 4, second + 4, right - label - 8, cell);
  sheet.box(x, top, width, bottom - top);
  sheet.line(x, second, right, second);
  sheet.line(middle, top, middle, bottom);
  sheet.line(label, top, label, bottom);
  sheet.line(middle, top + rowHeight, label, top + rowHeight);
  sheet.line(x, third, middle, third);
  sheet.line(half, second, half, third);
  sheet.y = bottom;
}

/** «Счёт на оплату» as accountants know it, with the payment's QR code. */
export async function invoicePdf(invoice: Invoice): Promise<Uint8Array> {
  const { seller, buyer, number, lines } = invoice;
  const title = `Счёт на оплату № ${number} от ${dateInText(invoice.issuedOn)} г.`;
  const sheet = new Sheet(title, seller.name, new Date(`${invoice.issuedOn}T09:00:00Z`));
  const gap = 14;
  const top = sheet.y;
  bankBox(sheet, seller, sheet.width - CODE - gap);
  const { data } = encode(paymentCode(seller, invoice), { ecc: 'M', border: 0 });
  sheet.code(data, sheet.left + sheet.width - CODE, top, CODE);
  sheet.y = Math.max(sheet.y, top + CODE) + 4;
  sheet.at('Оплата по QR-коду в приложении банка', sheet.left, sheet.y, sheet.width, {
    size: 7.5,
    align: 'right',
  });
  sheet.y += 20;
  sheet.paragraph(title, { size: 14, bold: true, gap: 4 });
  sheet.line(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y, 1.4);
  sheet.y += 10;
  sheet.fact('Поставщик', `${party(seller)}, ${seller.address}`);
  sheet.fact('Покупатель', party(buyer));
  sheet.fact('Назначение платежа', invoice.purpose);
  sheet.y += 4;
  sheet.table(
    [
      { title: '№', width: 24, align: 'center' },
      { title: 'Товары (работы, услуги)', width: 217 },
      { title: 'Кол-во', width: 44, align: 'right' },
      { title: 'Ед.', width: 30, align: 'center' },
      { title: 'Цена', width: 66, align: 'right' },
      { title: 'НДС', width: 54, align: 'center' },
      { title: 'Сумма', width: 76.28, align: 'right' },
    ],
    lines.map((line, i) => [
      String(i + 1),
      line.name,
      String(line.quantity),
      'шт.',
      sum(line.unitPrice),
      rate(line.vatPercent),
      sum(line.amount),
    ]),
  );
  sheet.sum('Итого', sum(invoice.amount));
  for (const [name, value] of vatSums(lines)) sheet.sum(name, value, false);
  sheet.sum('Всего к оплате', sum(invoice.amount));
  sheet.y += 6;
  const plurals = `Всего наименований ${lines.length}, на сумму ${sum(invoice.amount)} руб.`;
  sheet.paragraph(plurals);
  sheet.paragraph(sumInWords(invoice.amount), { bold: true, gap: 8 });
  sheet.paragraph(
    `Оплатить до ${dateInText(invoice.dueOn)} г. Укажите назначение платежа так, как оно написано в счёте: по номеру деньги зачисляются на лицевой счёт сами. Цены в счёте включают НДС там, где он указан.`,
    { size: 8.5, gap: 8 },
  );
  sheet.room(60);
  sheet.line(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y, 1.4);
  sheet.y += 22;
  const half = sheet.width / 2 - 8;
  sheet.signature('Руководитель', seller.director, sheet.left, half);
  sheet.signature('Бухгалтер', seller.accountant, sheet.left + half + 16, half);
  return sheet.finish();
}
