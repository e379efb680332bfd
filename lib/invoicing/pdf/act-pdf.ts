import { addDays, addMonths } from '@/lib/core/local-date';
import { dateInTable, dateInText } from '@/lib/core/text';
import { actName } from '../labels';
import type { Act } from '../model';
import { sumInWords } from '../words.rule';
import { bound, count, lineVat, party, personName, rate, sum, vatSums } from './money-words';
import { Sheet, TAIL } from './sheet';

/** «Акт об оказании услуг» for a month, with VAT by line. */
export async function actPdf(act: Act): Promise<Uint8Array> {
  const { seller, buyer, lines } = act;
  const title = `Акт № ${act.number} от ${dateInText(act.issuedOn)} г.`;
  const sheet = new Sheet(title, seller.name, new Date(`${act.issuedOn}T09:00:00Z`));
  sheet.paragraph(title, { size: 14, bold: true, gap: 4 });
  sheet.line(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y, 1.4);
  sheet.y += 10;
  sheet.fact('Исполнитель', `${party(seller)}, ${bound(seller.address)}`);
  sheet.fact('Заказчик', party(buyer));
  const last = addDays(addMonths(act.month, 1), -1);
  sheet.fact('Период', `с ${dateInTable(act.month)} по ${dateInTable(last)}`);
  sheet.y += 4;
  sheet.table(
    [
      { title: '№', width: 24, align: 'center' },
      { title: 'Наименование услуг, прав', width: 259 },
      { title: 'Кол-во', width: 46, align: 'right' },
      { title: 'НДС', width: 50, align: 'center' },
      { title: 'в т. ч. НДС', width: 62, align: 'right' },
      { title: 'Сумма', width: 70.28, align: 'right' },
    ],
    lines.map((line, i) => [
      String(i + 1),
      bound(line.name),
      count(line.quantity),
      rate(line.vatPercent),
      lineVat(line),
      sum(line.amount),
    ]),
    TAIL,
  );
  sheet.sum('Итого', sum(act.amount));
  for (const [name, value] of vatSums(lines)) sheet.sum(name, value, false);
  sheet.y += 6;
  sheet.paragraph(`Всего оказано услуг на сумму ${sum(act.amount)} руб.`);
  sheet.paragraph(sumInWords(act.amount), { bold: true, gap: 8 });
  sheet.paragraph(
    'Услуги оказаны полностью и в срок. Заказчик претензий по объёму, качеству и срокам не имеет. В акт входит то, что оплачено по счетам безналичным переводом.',
    { gap: 14 },
  );
  const half = sheet.width / 2 - 10;
  const right = sheet.left + half + 20;
  const sellerName = party(seller);
  const buyerName = party(buyer);
  const height = Math.max(sheet.heightOf(sellerName, half), sheet.heightOf(buyerName, half));
  sheet.room(height + 70);
  sheet.at('Исполнитель', sheet.left, sheet.y, half, { bold: true });
  sheet.at('Заказчик', right, sheet.y, half, { bold: true });
  sheet.y += 14;
  sheet.at(sellerName, sheet.left, sheet.y, half);
  sheet.at(buyerName, right, sheet.y, half);
  sheet.y += height + 26;
  sheet.line(sheet.left, sheet.y, sheet.left + half, sheet.y);
  sheet.line(right, sheet.y, right + half, sheet.y);
  sheet.y += 3;
  const under = { size: 8, align: 'center' } as const;
  sheet.at(`подпись, ${personName(seller.director)}`, sheet.left, sheet.y, half, under);
  sheet.at('подпись, фамилия и инициалы', right, sheet.y, half, under);
  return sheet.finish(actName(act.number));
}
