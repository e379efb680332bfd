import type { Context } from '@/lib/access/context';
import { connect, type Db, Prisma, type PrismaClient } from '@/lib/platform/db';
import { listSimCards } from '@/lib/sim-cards/queries';
import { simCardFilter } from '@/lib/sim-cards/schema';
import { say, step } from '../../scripts/lib/say.mjs';
import { fill, middleCard, someDigits } from '../list/data';
import { ms, table, times } from '../lib/report';
import { median } from '../lib/statistics';
import type { Stand } from '../lib/stand';
import { organizationOf, renewLike, secured, webRole } from './data';

const CARDS = 100_000;
const ROUNDS = 40;

const contextFor = (db: Db, organizationId: string): Context => ({
  actor: { kind: 'JOB', id: 'bench', name: 'Замер' },
  organizationId,
  timeZone: 'Europe/Moscow',
  storeIds: null,
  db,
  clock: { now: () => new Date() },
  ip: null,
});

class Undone extends Error {}

/** As the product would with row-level security: the organization is told to the transaction before anything is read. */
async function told<T>(
  client: PrismaClient,
  organizationId: string,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return client.$transaction(async (db) => {
    await db.$queryRaw`SELECT set_config('app.organization', ${organizationId}, true)`;
    return work(db);
  });
}

async function timed(work: () => Promise<unknown>, rounds: number): Promise<number> {
  const spent: number[] = [];
  for (let i = -Math.ceil(rounds / 4); i < rounds; i += 1) {
    const startedAt = performance.now();
    await work();
    if (i >= 0) spent.push(performance.now() - startedAt);
  }
  return median(spent);
}

type Way = (work: (db: Db) => Promise<unknown>) => Promise<unknown>;

/** A write that leaves nothing behind. */
async function undone(client: PrismaClient, work: (db: Db) => Promise<unknown>): Promise<void> {
  await client
    .$transaction(
      async (db) => {
        await work(db);
        throw new Undone();
      },
      { timeout: 60_000 },
    )
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
}

/** What row-level security would cost: the list page's own reads and a renewal's own kind of writing, with and without. */
export async function tenants(stand: Stand): Promise<void> {
  await step('База данных', async () => `PostgreSQL ${await stand.startDatabase()}`);
  let url = '';
  await step('Данные', async () => {
    url = await stand.migratedDatabase('tenants');
    await fill(url, CARDS);
  });
  const organizationId = await organizationOf(url);
  const [digits = ''] = await someDigits(url);
  const after = await middleCard(url);
  const client = connect(await webRole(url), 4);
  const reads: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['первая страница, отбор по состоянию', { state: 'ACTIVE' }],
    ['средняя страница', { after }],
    ['поиск по пяти цифрам', { q: digits }],
  ];
  const read = (way: Way, params: Readonly<Record<string, string>>) =>
    timed(() => way((db) => listSimCards(contextFor(db, organizationId), simCardFilter(params))), ROUNDS);
  const write = () =>
    timed(
      () =>
        undone(client, async (db) => {
          await db.$queryRaw`SELECT set_config('app.organization', ${organizationId}, true)`;
          await db.$executeRaw(renewLike(Prisma.sql, organizationId));
        }),
      5,
    );
  const asNow: Way = (work) => work(client);
  const inTransaction: Way = (work) => told(client, organizationId, work);

  const before: number[] = [];
  const wrapped: number[] = [];
  for (const [, params] of reads) {
    before.push(await read(asNow, params));
    wrapped.push(await read(inTransaction, params));
  }
  const writtenBefore = await write();
  await secured(url);
  const rows = [['', 'сейчас', 'в транзакции с SET LOCAL', 'и с политиками', 'во сколько раз']];
  for (const [at, [name, params]] of reads.entries()) {
    const now = before[at] ?? 0;
    const then = await read(inTransaction, params);
    rows.push([name, ms(now), ms(wrapped[at] ?? 0), ms(then), times(then / now)]);
  }
  const writtenThen = await write();
  rows.push([
    'продление 20 000 подписок',
    ms(writtenBefore),
    '',
    ms(writtenThen),
    times(writtenThen / writtenBefore),
  ]);
  say(`\nСписок ${CARDS.toLocaleString('ru')} карт и продление; медианы.`);
  table(rows);
  await client.$disconnect();
}
