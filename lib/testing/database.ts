import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { connect, type PrismaClient } from '@/lib/platform/db';

/**
 * A database of the test file's own, copied from the migrated template and dropped afterwards.
 * Call at the top of a *.db.test.ts; the returned function gives the client inside tests.
 */
export function useDatabase(): () => PrismaClient {
  const adminUrl = inject('adminUrl');
  const name = `kassa_test_${randomBytes(6).toString('hex')}`;
  let client: PrismaClient | undefined;

  async function asAdmin(sql: string): Promise<void> {
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query(sql);
    await admin.end();
  }

  beforeAll(async () => {
    await asAdmin(`CREATE DATABASE "${name}" TEMPLATE "${inject('templateName')}"`);
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    process.env['DATABASE_URL'] = url.href;
    process.env['KASSA_MODE'] = 'sandbox';
    process.env['APP_URL'] = 'http://127.0.0.1:3000';
    process.env['AUTH_SECRET'] = 'a secret for tests only, 32 bytes or longer';
    client = connect(url.href, 5);
    (globalThis as { kassaDb?: PrismaClient }).kassaDb = client;
  });

  afterAll(async () => {
    await client?.$disconnect();
    await asAdmin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  });

  return () => {
    if (!client) throw new Error('the database is there only inside tests');
    return client;
  };
}
