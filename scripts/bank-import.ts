import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageText } from '@/lib/core/messages';
import { formatMoney } from '@/lib/core/money';
import { dateInTable } from '@/lib/core/text';
import { importBankStatement } from '@/lib/invoicing/bank/import';
import { bankMessages } from '@/lib/invoicing/bank/messages';
import { statementReport } from '@/lib/invoicing/bank/queries';
import { verdictLabels } from '@/lib/invoicing/labels';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('Какой файл загрузить? npm run bank:import выписка.txt');
  process.exit(2);
}
env();
const client = db();
const scope = {
  db: client,
  clock: await productClock(client),
  actorName: 'Выписка банка',
  organizationId: null,
};
let bytes: Buffer;
try {
  bytes = readFileSync(file);
} catch {
  console.error(`Файл ${file} не читается.`);
  process.exit(2);
}
const result = await importBankStatement(scope, { fileName: path.basename(file), bytes });
if (result.ok) {
  const report = await statementReport(scope, result.value.statementId);
  if (!result.value.first) console.log('Этот файл уже загружали, ничего не изменилось. Что было тогда:');
  for (const payment of report?.payments ?? []) {
    console.log(
      [
        verdictLabels[payment.verdict].text.padEnd(15),
        dateInTable(payment.paidOn),
        formatMoney(payment.amount).padStart(16),
        `№ ${payment.number}, ${payment.payerName}, ИНН ${payment.payerInn || '—'}`,
        payment.invoice ? `счёт № ${payment.invoice.number}` : '',
        payment.verdict === 'MATCHED' ? '' : payment.reason,
      ]
        .filter(Boolean)
        .join('  '),
    );
  }
  const { counts, outgoing } = report?.statement ?? { counts: null, outgoing: 0 };
  console.log(
    `Зачислено: ${counts?.MATCHED ?? 0}, счёт не найден: ${counts?.UNMATCHED ?? 0}, сомнительных: ${counts?.DOUBTFUL ?? 0}, уже были: ${counts?.REPEATED ?? 0}, исходящих: ${outgoing}.`,
  );
} else {
  console.error(messageText(bankMessages[result.code], result.details));
  process.exitCode = 1;
}
await client.$disconnect();
