import { randomBytes } from 'node:crypto';
import { runOnce } from 'graphile-worker';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { checkLedger } from '@/lib/billing/ledger-check';
import { fixedClock } from '@/lib/core/clock';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { renewDue } from '@/lib/subscriptions/commands/renew-due';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain } from '@/lib/testing/factories';
import { grantAppRole } from './app-role';
import { connect, type PrismaClient } from './db';
import { transaction } from './transaction';

const database = useDatabase();
const ROLE = `kassa_app_${randomBytes(4).toString('hex')}`;
let app: PrismaClient;
let appUrl: string;
let chain: Chain;

beforeAll(async () => {
  const password = randomBytes(16).toString('hex');
  await database().$executeRawUnsafe(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${password}'`);
  await database().$transaction((tx) => grantAppRole(tx, ROLE));
  const [here] = await database().$queryRaw<{ name: string }[]>`SELECT current_database()::text AS name`;
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${here?.name ?? ''}`;
  url.username = ROLE;
  url.password = password;
  appUrl = url.href;
  app = connect(appUrl, 2);
  chain = await createChain(database(), 19_000);
});

afterAll(async () => {
  await app.$disconnect();
  await database().$executeRawUnsafe(`DROP OWNED BY ${ROLE}`);
  await database().$executeRawUnsafe(`DROP ROLE ${ROLE}`);
});

it('does the work of the cabinet: money is charged, renewed, and tasks are queued and taken', async () => {
  const card = await createCard(database(), chain);
  const started = await transaction({ ...contextOf(database(), chain, 'OWNER'), db: app }, (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: [{ simCardId: card.id, name: '…1' }],
    }),
  );
  expect(started).toMatchObject({ ok: true, value: { charged: 19_000 } });
  const counts = await renewDue(app, fixedClock('2026-12-20T09:00:00Z'));
  expect(counts).toMatchObject({ pastDue: 1 });
  expect((await checkLedger(app)).faults).toEqual([]);
  const done: unknown[] = [];
  await app.$queryRaw`SELECT graphile_worker.add_job('probe', '{"is": 1}'::json)::text`;
  await runOnce({ connectionString: appUrl, taskList: { probe: (payload) => void done.push(payload) } });
  expect(done).toEqual([{ is: 1 }]);
});

it.each(['ledger_transaction', 'ledger_entry', 'subscription_charge', 'audit_entry', 'sim_card_event'])(
  'has no right to change, delete or empty %s',
  async (table) => {
    const column = table === 'ledger_entry' ? 'transaction_id' : 'id';
    for (const sql of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
      `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
    ]) {
      await expect(app.$executeRawUnsafe(sql)).rejects.toThrow(/42501|permission denied|must be owner/);
    }
    const rows = await app.$queryRawUnsafe(`SELECT 1 FROM ${table} LIMIT 1`);
    expect(Array.isArray(rows)).toBe(true);
  },
);

it('cannot step around the triggers, and is granted the same again after the next migration', async () => {
  await expect(app.$executeRawUnsafe('SET session_replication_role = replica')).rejects.toThrow(
    /42501|denied/,
  );
  await database().$transaction((tx) => grantAppRole(tx, ROLE));
  await expect(app.$executeRawUnsafe('DELETE FROM ledger_entry')).rejects.toThrow(/42501|denied/);
});
