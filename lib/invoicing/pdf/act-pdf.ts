import { addDays, addMonths } from '@/lib/core/local-date';
import { dateInTable, dateInText } from '@/lib/core/text';
import type { Act } from '../model';
import { sumInWords } from '../words.rule';
import { party, rate, sum, vatSums } from './money-words';
import { Sheet } from './sheet';

/** «Акт об оказании услуг» for a month, with VAT by line. */
export async function actPdf(act: Act): Promise<Uint8Array> {
  const { seller, buyer, lines } = act;
  const title = `Акт № ${act.number} от ${dateInText(act.issuedOn)} г.`;
  const sheet = new Sheet(title, seller.name, new Date(`${act.issuedOn}T09:00:00Z`));
  sheet.paragraph(title, { size: 14, bold: true, gap: 4 });
  sheet.line(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y, 1.4);
  sheet.y += 10;
  sheet.fact('Исполнитель', `${party(seller)}, ${seller.address}`);
  sheet.fact('Заказчик', party(buyer));
  const last = addDays(addMonths(act.month, 1), -1);
  sheet.fact('Период', `с ${dateInTable(act.month)} по ${dateInTable(last)}`);
  sheet.y += 4;
  sheet.table(
    [
      { title: '№', width: 24, align: 'center' },
      { title: 'Наименование услуг, прав', width: 283 },
      { title: 'Кол-во', width: 48, align: 'right' },
      { title: 'НДС', width: 54, align: 'center' },
      { title: 'Сумма', width: 102.28, align: 'right' },
    ],
    lines.map((line, i) => [
      String(i + 1),
      line.name,
      String(line.quantity),
      rate(line.vatPercent),
      sum(line.amount),
    ]),
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
  sheet.room(90);
  const half = sheet.width / 2 - 10;
  const right = sheet.left + half + 20;
  sheet.at('ИСПОЛНИТЕЛЬ', sheet.left, sheet.y, half, { bold: true });
  sheet.at('ЗАКАЗЧИК', right, sheet.y, half, { bold: true });
  sheet.y += 14;
  const height = Math.max(sheet.heightOf(seller.name, half), sheet.heightOf(buyer.name, half));
  sheet.at(seller.name, sheet.left, sheet.y, half);
  sheet.at(buyer.name, right, sheet.y, half);
  sheet.y += height + 22;
  sheet.line(sheet.left, sheet.y, sheet.left + half, sheet.y);
  sheet.line(right, sheet.y, right + half, sheet.y);
  sheet.y += 3;
  sheet.at(seller.director, sheet.left, sheet.y, half, { size: 8, align: 'center' });
  return sheet.finish();
}
