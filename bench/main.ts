import { explain, Refusal, say, seconds } from '../scripts/lib/say.mjs';
import { bulk } from './bulk/bulk';
import { devices } from './devices/devices';
import { list } from './list/list';
import { describeMachine } from './lib/machine';
import { renewals } from './renewals/renewals';
import { tenants } from './tenants/tenants';
import { type Bench, withStand } from './lib/stand';

const LIMIT_MS = 5 * 60_000;

const benches: Readonly<Record<string, Bench>> = {
  list: { run: list, built: true },
  bulk: { run: bulk, built: false },
  renewals: { run: renewals, built: false, limitMs: 20 * 60_000 },
  devices: { run: devices, built: true },
  tenants: { run: tenants, built: false },
};
const names = Object.keys(benches).join(', ');

const [name, ...rest] = process.argv.slice(2);
const started = performance.now();
try {
  const bench = name === undefined ? undefined : benches[name];
  if (!bench || rest.length > 0) {
    const asked = name === undefined ? 'Какой замер сделать?' : `Нет замера «${[name, ...rest].join(' ')}».`;
    throw new Refusal(`${asked} Есть: ${names}. Запуск: npm run bench -- list`);
  }
  say(describeMachine());
  await withStand(bench, bench.limitMs ?? LIMIT_MS);
  say(`\nВсего ${seconds(performance.now() - started)}.`);
  process.exit(0);
} catch (error) {
  explain(error);
  process.exit(1);
}
