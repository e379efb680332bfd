import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '@/lib/access/context';
import { clockAt } from '@/lib/core/clock';
import { connect } from '@/lib/platform/db';
import { confirmBulk } from '@/lib/sim-cards/bulk/commands/confirm-bulk';
import { draftFromList } from '@/lib/sim-cards/bulk/commands/draft-from-list';
import { query } from '../../scripts/lib/postgres.mjs';
import { Refusal, say, seconds, step } from '../../scripts/lib/say.mjs';
import { residentMb } from '../lib/machine';
import { table, times, verdict } from '../lib/report';
import type { Stand } from '../lib/stand';
import { type Agreement, compare } from './agreement';
import { type Chain, fill } from './data';

const CARDS = 10_000;
const ANSWER_MS = 50;
const AT_ONCE = 20;
const REFERENCE_MS = (CARDS * ANSWER_MS) / AT_ONCE;
const LOOK_MS = 200;

interface Outcome {
  readonly checkMs: number;
  readonly totalMs: number;
  readonly agreement: Agreement;
  readonly mostMb: number | null;
  readonly restMb: number | null;
}

function ownerOf({ organizationId, userId }: Chain, db: Context['db']): Context {
  return {
    actor: { kind: 'USER', id: userId, name: 'Владелец Сети', role: 'OWNER' },
    organizationId,
    timeZone: 'Europe/Moscow',
    storeIds: null,
    db,
    clock: clockAt(0),
    ip: null,
  };
}

/** The list is checked and confirmed as a person would; everything after that is the worker's. */
async function begin(databaseUrl: string, chain: Chain): Promise<{ checkMs: number; bulkId: string }> {
  const db = connect(databaseUrl, 3);
  const ctx = ownerOf(chain, db);
  const startedAt = performance.now();
  const bytes = new TextEncoder().encode(chain.numbers.join('\n'));
  const drafted = await draftFromList(ctx, {
    requestId: randomUUID(),
    action: 'ACTIVATE',
    fileName: null,
    bytes,
  });
  const checkMs = performance.now() - startedAt;
  if (!drafted.ok) throw new Refusal(`Список не принят: ${drafted.code}.`);
  const { bulkId } = drafted.value;
  const expectedTotal = CARDS * 19_000;
  const confirmed = await confirmBulk(ctx, { bulkId, period: 'M1', expectedTotal, stopRenewal: false });
  await db.$disconnect();
  if (!confirmed.ok) throw new Refusal(`Список не запущен: ${confirmed.code}.`);
  return { checkMs, bulkId };
}

async function activate(
  stand: Stand,
  databaseUrl: string,
  operatorUrl: string,
  chain: Chain,
  killed: boolean,
): Promise<Outcome> {
  const { checkMs, bulkId } = await begin(databaseUrl, chain);
  const startedAt = performance.now();
  let toKill = killed;
  let mostMb: number | null = null;
  for (;;) {
    const [row] = await query(
      databaseUrl,
      `SELECT b.finished_at IS NOT NULL AS finished,
         (SELECT count(*)::int FROM sim_operation o WHERE o.organization_id = $2 AND o.state = 'COMPLETED') AS done
       FROM sim_bulk b WHERE b.id = $1`,
      [bulkId, chain.organizationId],
    );
    const pid = stand.pidOf('worker');
    const memory = residentMb(pid);
    if (memory !== null) mostMb = Math.max(mostMb ?? 0, memory);
    if (Number(row?.['done']) === CARDS || row?.['finished'] === true) break;
    if (toKill && Number(row?.['done']) >= CARDS / 2) {
      process.kill(pid, 'SIGKILL');
      toKill = false;
    }
    await pause(LOOK_MS);
  }
  const totalMs = performance.now() - startedAt;
  const agreement = await compare(databaseUrl, operatorUrl, chain);
  return { checkMs, totalMs, agreement, mostMb, restMb: residentMb(stand.pidOf('worker')) };
}

function counts(agreement: Agreement): void {
  const { requests, repeats, effects, completed, active, paid, wrongEffects, differing } = agreement;
  const right = (value: number, wanted: number) => (value === wanted ? 'верно' : `НЕВЕРНО, нужно ${wanted}`);
  table([
    ['запросов у оператора', String(requests), `из них повторов ${repeats}`],
    ['изменений у оператора', String(effects), right(effects, CARDS)],
    ['операций выполнено', String(completed), right(completed, CARDS)],
    ['карт активно', String(active), right(active, CARDS)],
    ['карт оплачено', String(paid), right(paid, CARDS)],
    ['операций без изменения или с двумя', String(wrongEffects), right(wrongEffects, 0)],
    ['карт, о которых стороны не согласны', String(differing), right(differing, 0)],
  ]);
}

export async function bulk(stand: Stand): Promise<void> {
  await step('База данных', async () => `PostgreSQL ${await stand.startDatabase({ durable: true })}`);
  let databaseUrl = '';
  const chains: Chain[] = [];
  await step('Данные', async () => {
    databaseUrl = await stand.migratedDatabase('bulk');
    chains.push(await fill(databaseUrl, 1, CARDS), await fill(databaseUrl, 1 + CARDS, CARDS));
  });
  let operatorUrl = '';
  await step('Оператор и фоновые задачи', async () => {
    operatorUrl = await stand.startOperator({ latencyMs: ANSWER_MS });
    await stand.startWorker(databaseUrl, { operatorUrl, concurrency: AT_ONCE });
  });
  const [first, second] = chains;
  if (!first || !second) return;

  const outcomes: [name: string, Outcome][] = [];
  await step(`Активация ${CARDS.toLocaleString('ru')} карт`, async () => {
    outcomes.push(['без помех', await activate(stand, databaseUrl, operatorUrl, first, false)]);
  });
  await step('То же, фоновый процесс убит посередине', async () => {
    outcomes.push(['с убийством', await activate(stand, databaseUrl, operatorUrl, second, true)]);
  });

  say(
    `\n${CARDS.toLocaleString('ru')} активаций списком, оператор отвечает за ${ANSWER_MS} мс, одновременно ${AT_ONCE}.`,
  );
  say(`Образец: ${CARDS} × ${ANSWER_MS} мс ÷ ${AT_ONCE} = ${seconds(REFERENCE_MS)}.`);
  table([
    ['', 'проверка списка', 'активация', 'скорость', 'от образца', '', 'память, наибольшая', 'в конце'],
    ...outcomes.map(([name, { checkMs, totalMs, mostMb, restMb }], at) => {
      const value = REFERENCE_MS / totalMs;
      return [
        name,
        seconds(checkMs),
        seconds(totalMs),
        `${Math.round((CARDS * 1000) / totalMs)} карт/с`,
        times(value),
        at === 0 ? verdict({ value, limit: 0.9, at: 'least' }) : '',
        mostMb === null ? '—' : `${mostMb} МБ`,
        restMb === null ? '—' : `${restMb} МБ`,
      ];
    }),
  ]);
  for (const [name, { agreement }] of outcomes) {
    say(`\nСверка карта за картой, ${name}.`);
    counts(agreement);
  }
  const wrong = outcomes.some(([, { agreement }]) => agreement.wrongEffects + agreement.differing > 0);
  if (wrong) throw new Refusal('Стороны не согласны: что-то потеряно или сделано дважды.');
}
