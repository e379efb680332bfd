import { authorize, type Context } from '@/lib/access/context';
import { addDays, localDateAt } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import { dateInTable } from '@/lib/core/text';
import type { Invoice } from '../model';
import { listInvoices } from '../queries';
import { seller as currentSeller } from '../seller';
import { loadInvoice, SELLER_ZONE } from '../store';

const plain = (amount: number): string => (amount / 100).toFixed(2);
const START = kopecks(100_000_00);

interface Line {
  readonly amount: Kopecks;
  readonly purpose: string;
}

/** The first open invoice is paid right, the second a kopeck short, and somebody pays without a number. */
function linesFor(invoices: readonly Invoice[]): Line[] {
  const [first, second] = invoices;
  return [
    ...(first ? [{ amount: first.amount, purpose: first.purpose }] : []),
    ...(second ? [{ amount: kopecks(second.amount - 1), purpose: second.purpose }] : []),
    { amount: kopecks(150_000), purpose: 'Оплата за услуги по договору, без НДС' },
  ];
}

/** Sandbox: what the seller's bank would send today for the open invoices of the organization. Null: no right. */
export async function sampleStatement(
  ctx: Context,
): Promise<{ readonly name: string; readonly type: string; readonly body: string } | null> {
  const seller = currentSeller();
  if (authorize(ctx, 'finance.topUp') || !seller) return null;
  const { rows } = await listInvoices(ctx);
  const open = rows.filter(({ state }) => state === 'ISSUED').slice(0, 2);
  const loaded = await Promise.all(open.map(({ id }) => loadInvoice(ctx, id)));
  const invoices = loaded.filter((invoice): invoice is Invoice => invoice !== null);
  const lines = linesFor(invoices);
  const buyer = invoices[0]?.buyer ?? { name: 'ООО «Прохожий»', inn: '7707083893' };
  const today = localDateAt(ctx.clock.now(), SELLER_ZONE);
  const day = dateInTable(today);
  const came = lines.reduce((sum, { amount }) => sum + amount, 0);
  // A bank numbers the orders of a payer; the time of day makes them differ from one sample to the next.
  const number = (i: number) => String(ctx.clock.now().getTime() % 1_000_000) + String(i);
  const text = [
    '1CClientBankExchange',
    'ВерсияФормата=1.03',
    'Кодировка=UTF-8',
    'Отправитель=Песочница',
    `ДатаНачала=${dateInTable(addDays(today, -1))}`,
    `ДатаКонца=${day}`,
    `РасчСчет=${seller.account}`,
    'СекцияРасчСчет',
    `ДатаНачала=${day}`,
    `РасчСчет=${seller.account}`,
    `НачальныйОстаток=${plain(START)}`,
    `ВсегоПоступило=${plain(came)}`,
    'ВсегоСписано=0.00',
    `КонечныйОстаток=${plain(START + came)}`,
    'КонецРасчСчет',
    ...lines.flatMap(({ amount, purpose }, i) => [
      'СекцияДокумент=Платежное поручение',
      `Номер=${number(i + 1)}`,
      `Дата=${day}`,
      `Сумма=${plain(amount)}`,
      'ПлательщикСчет=40702810900000000001',
      `Плательщик1=${buyer.name}`,
      `ПлательщикИНН=${buyer.inn}`,
      `ПолучательСчет=${seller.account}`,
      `ПолучательИНН=${seller.inn}`,
      `НазначениеПлатежа=${purpose}`,
      'КонецДокумента',
    ]),
    'КонецФайла',
    '',
  ].join('\r\n');
  return { name: 'kl_to_1c.txt', type: 'text/plain; charset=utf-8', body: text };
}
