import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from '../../scripts/lib/files.mjs';
import { toolEnv } from '../../scripts/lib/prepare.mjs';
import { runNode } from '../../scripts/lib/processes.mjs';
import { Refusal, say, seconds, step } from '../../scripts/lib/say.mjs';
import { residentMb } from '../lib/machine';
import { table, times, verdict } from '../lib/report';
import type { Stand } from '../lib/stand';
import {
  agreement,
  DUE,
  fill,
  isAnythingDue,
  moveTo,
  renewReference,
  startRenewal,
  SUBSCRIPTIONS,
} from './data';

const LOOK_MS = 250;
const WORKERS = ['worker', 'worker-2'] as const;

interface Run {
  readonly name: string;
  readonly count: number;
  readonly productMs: number;
  readonly referenceMs: number;
  readonly mostMb: number | null;
}

/** Moves to the day and waits until the workers have nothing left of it; one is killed at a third, if wanted. */
async function renew(stand: Stand, databaseUrl: string, day: number, killAfterMs: number | null) {
  await moveTo(databaseUrl, day);
  const startedAt = performance.now();
  await startRenewal(databaseUrl);
  let mostMb: number | null = null;
  let toKill = killAfterMs;
  for (;;) {
    await pause(LOOK_MS);
    for (const name of WORKERS) {
      const memory = residentMb(stand.pidOf(name));
      if (memory !== null) mostMb = Math.max(mostMb ?? 0, memory);
    }
    if (!(await isAnythingDue(databaseUrl, day))) break;
    const spent = performance.now() - startedAt;
    if (toKill !== null && spent > toKill) {
      process.kill(stand.pidOf(WORKERS[0]), 'SIGKILL');
      toKill = null;
    }
  }
  return { productMs: performance.now() - startedAt, mostMb };
}

async function proveLedger(databaseUrl: string): Promise<string> {
  const { code, output } = await runNode(['--import', 'tsx', inRoot('scripts', 'ledger-check.ts')], {
    env: toolEnv({
      DATABASE_URL: databaseUrl,
      APP_URL: 'http://127.0.0.1',
      AUTH_SECRET: 'x'.repeat(32),
    }),
  });
  if (code !== 0) throw new Refusal('Учёт не сходится.', output);
  return output.trim().split('\n').at(-1) ?? '';
}

const perEach = (totalMs: number, count: number) =>
  `${((totalMs * 1000) / count).toFixed(1).replace('.', ',')} мкс`;

function report(runs: readonly Run[]): void {
  const [first, , third] = runs;
  say(
    `\n${SUBSCRIPTIONS.toLocaleString('ru')} подписок; образец — один оператор SQL: счёт и новый период, без учёта и журнала.`,
  );
  table([
    ['', 'подписок', 'образец', 'продление', 'на подписку', 'от образца', 'память, наибольшая'],
    ...runs.map(({ name, count, productMs, referenceMs, mostMb }) => [
      name,
      count.toLocaleString('ru'),
      `${seconds(referenceMs)}, ${perEach(referenceMs, count)}`,
      seconds(productMs),
      perEach(productMs, count),
      times(productMs / referenceMs),
      mostMb === null ? '—' : `${mostMb} МБ`,
    ]),
  ]);
  if (!first || !third) return;
  say(`От образца: ${verdict({ value: first.productMs / first.referenceMs, limit: 5, at: 'most' })}.`);
  const growth = third.productMs / third.count / (first.productMs / first.count);
  say(
    `На подписку при ${third.count.toLocaleString('ru')} против ${first.count.toLocaleString('ru')}: ${times(growth)}, ${verdict({ value: growth, limit: 1.3, at: 'most' })}.`,
  );
}

export async function renewals(stand: Stand): Promise<void> {
  await step('База данных', async () => `PostgreSQL ${await stand.startDatabase({ durable: true })}`);
  const databaseUrl = await stand.migratedDatabase('renewals');
  await step(`Данные: ${SUBSCRIPTIONS.toLocaleString('ru')} подписок`, () =>
    fill(databaseUrl, () => undefined),
  );
  await step('Два фоновых процесса', async () => {
    for (const name of WORKERS) await stand.startWorker(databaseUrl, { name, mode: 'sandbox' });
  });

  const runs: Run[] = [];
  let total = 0;
  const names = ['без помех', 'один процесс убит посередине', 'много'];
  for (const [day, count] of DUE.entries()) {
    const name = names[day] ?? '';
    await step(`Продление ${count.toLocaleString('ru')}, ${name}`, async () => {
      const startedAt = performance.now();
      const renewed = await renewReference(databaseUrl, day);
      const referenceMs = performance.now() - startedAt;
      if (renewed !== count) throw new Refusal(`Образец продлил ${renewed}, а не ${count}.`);
      const former = runs[0]?.productMs ?? null;
      const killAfterMs = day === 1 && former !== null ? former / 3 : null;
      runs.push({ name, count, referenceMs, ...(await renew(stand, databaseUrl, day, killAfterMs)) });
    });
    total += count;
    await startRenewal(databaseUrl);
    const found = await agreement(databaseUrl, day);
    say(
      `  списано ${found.charged.toLocaleString('ru')}, в журнале ${found.audited.toLocaleString('ru')}, не ровно один раз ${found.wrong}, лишних ${found.early}`,
    );
    if (found.charged !== total || found.audited !== total || found.wrong + found.early > 0) {
      throw new Refusal('Списано не ровно по одному разу.');
    }
  }
  await step('ledger:check', () => proveLedger(databaseUrl));
  report(runs);
}
