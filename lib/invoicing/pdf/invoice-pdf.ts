import { dateInText } from '@/lib/core/text';
import { codeCells } from '../payment-code';
import { invoiceName } from '../labels';
import type { Invoice, Seller } from '../model';
import { sumInWords } from '../words.rule';
import { bound, count, lineVat, party, personName, rate, sum, vatSums } from './money-words';
import { Sheet, TAIL } from './sheet';

/** Points: 44 mm, and what stays white around it, four squares or more. */
const CODE = 124;
const QUIET = 8;

/** The box of bank requisites that every Russian invoice begins with. */
function bankBox(sheet: Sheet, seller: Seller, width: number): void {
  const { left: x } = sheet;
  const top = sheet.y;
  const right = x + width;
  const middle = x + width * 0.54;
  const label = middle + 46;
  const small = { size: 7.5 };
  const cell = { size: 9 };
  const rowHeight = 21;
  /** What stands in the left column, with the name of the cell under it. */
  const left = (text: string, name: string, y: number, least: number): number => {
    const height = Math.max(least, sheet.heightOf(text, middle - x - 8, cell) + 20);
    sheet.at(text, x + 4, y + 4, middle - x - 8, cell);
    sheet.at(name, x + 4, y + height - 13, middle - x - 8, small);
    return y + height;
  };
  const account = (name: string, value: string, y: number) => {
    sheet.at(name, middle + 4, y + 4, label - middle - 6, { size: 8.5 });
    sheet.at(value, label + 4, y + 4, right - label - 8, cell);
  };
  const second = left(bound(seller.bank), 'Банк получателя', top, 2 * rowHeight);
  account('БИК', seller.bik, top);
  account('Корр. сч.', seller.correspondentAccount, top + rowHeight);
  const half = x + (middle - x) / 2;
  sheet.at(`ИНН ${seller.inn}`, x + 4, second + 4, half - x - 8, cell);
  if (seller.kpp !== null) sheet.at(`КПП ${seller.kpp}`, half + 4, second + 4, middle - half - 8, cell);
  const third = second + 19;
  account('Сч. №', seller.account, second);
  const bottom = left(bound(seller.name), 'Получатель', third, 36);
  sheet.box(x, top, width, bottom - top);
  sheet.line(x, second, right, second);
  sheet.line(middle, top, middle, bottom);
  sheet.line(label, top, label, bottom);
  sheet.line(middle, top + rowHeight, right, top + rowHeight);
  sheet.line(x, third, middle, third);
  if (seller.kpp !== null) sheet.line(half, second, half, third);
  sheet.y = bottom;
}

/** «Счёт на оплату» as accountants know it, with the payment's QR code. */
export async function invoicePdf(invoice: Invoice): Promise<Uint8Array> {
  const { seller, buyer, number, lines } = invoice;
  const title = `Счёт на оплату № ${number} от ${dateInText(invoice.issuedOn)} г.`;
  const sheet = new Sheet(title, seller.name, new Date(`${invoice.issuedOn}T09:00:00Z`));
  const gap = 2 * QUIET;
  const top = sheet.y;
  bankBox(sheet, seller, sheet.width - CODE - gap);
  const codeLeft = sheet.left + sheet.width - CODE;
  if (invoice.state === 'CANCELLED') {
    sheet.at('Счёт отменён', codeLeft, top, CODE, { size: 14, bold: true });
    sheet.at('Не оплачивайте его: деньги по нему сами не зачислятся.', codeLeft, top + 40, CODE, {
      size: 8.5,
    });
    sheet.y = Math.max(sheet.y, top + CODE) + QUIET;
  } else {
    sheet.code(codeCells(invoice), codeLeft, top, CODE);
    sheet.y = Math.max(sheet.y, top + CODE) + QUIET;
    sheet.at('Оплата по QR-коду в приложении банка', sheet.left, sheet.y, sheet.width, {
      size: 7.5,
      align: 'right',
    });
  }
  sheet.y += 20;
  sheet.paragraph(title, { size: 14, bold: true, gap: 4 });
  sheet.line(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y, 1.4);
  sheet.y += 10;
  sheet.fact('Поставщик', `${party(seller)}, ${bound(seller.address)}`);
  sheet.fact('Покупатель', party(buyer));
  sheet.fact('Назначение платежа', invoice.purpose);
  sheet.y += 4;
  sheet.table(
    [
      { title: '№', width: 22, align: 'center' },
      { title: 'Товары (работы, услуги)', width: 171 },
      { title: 'Кол-во', width: 44, align: 'right' },
      { title: 'Ед.', width: 28, align: 'center' },
      { title: 'Цена', width: 68, align: 'right' },
      { title: 'НДС', width: 46, align: 'center' },
      { title: 'в т. ч. НДС', width: 64.28, align: 'right' },
      { title: 'Сумма', width: 68, align: 'right' },
    ],
    lines.map((line, i) => [
      String(i + 1),
      bound(line.name),
      count(line.quantity),
      'шт.',
      sum(line.unitPrice),
      rate(line.vatPercent),
      lineVat(line),
      sum(line.amount),
    ]),
    TAIL,
  );
  sheet.sum('Итого', sum(invoice.amount));
  for (const [name, value] of vatSums(lines)) sheet.sum(name, value, false);
  sheet.sum('Всего к оплате', sum(invoice.amount));
  sheet.y += 6;
  const plurals = `Всего наименований ${lines.length}, на сумму ${sum(invoice.amount)} руб.`;
  sheet.paragraph(plurals);
  sheet.paragraph(sumInWords(invoice.amount), { bold: true, gap: 8 });
  if (invoice.state !== 'CANCELLED') {
    const taxed = lines.some(({ vatPercent }) => vatPercent !== null);
    sheet.paragraph(
      `Оплатить до ${dateInText(invoice.dueOn)} г. Укажите назначение платежа так, как оно написано в счёте: по номеру деньги зачисляются на лицевой счёт сами.${taxed ? ' Цены включают НДС там, где он указан.' : ''}`,
      { size: 8.5, gap: 8 },
    );
  }
  sheet.room(70);
  sheet.line(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y, 1.4);
  sheet.y += 24;
  const half = sheet.width / 2 - 10;
  sheet.signature('Руководитель', personName(seller.director), sheet.left, half);
  sheet.signature('Бухгалтер', personName(seller.accountant), sheet.left + half + 20, half);
  return sheet.finish(invoiceName(number));
}
