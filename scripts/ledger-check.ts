import { checkLedger } from '@/lib/billing/ledger-check';
import { connect } from '@/lib/platform/db';

const url = process.env['DATABASE_URL'];
if (!url) {
  console.error('Не задана переменная DATABASE_URL: непонятно, какую базу проверять.');
  process.exit(2);
}
const db = connect(url, 1);
const { counts, faults } = await checkLedger(db);
await db.$disconnect();

const number = new Intl.NumberFormat('ru');
for (const [name, count] of Object.entries(counts)) console.log(`${name}: ${number.format(count)}`);
for (const { what, count, examples } of faults) {
  console.log(`НЕ СХОДИТСЯ. ${what}: ${number.format(count)}; например ${examples.join(', ')}`);
}
console.log(faults.length === 0 ? 'Учёт сходится.' : `Учёт не сходится: нарушений ${String(faults.length)}.`);
process.exit(faults.length === 0 ? 0 : 1);
