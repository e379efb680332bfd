import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { saveCatalog } from '@/prisma/catalog';
import { grantAppRole } from '@/lib/platform/app-role';
import { connect } from '@/lib/platform/db';

const url = process.env['DATABASE_URL'];
if (!url) {
  console.error('Не задана переменная DATABASE_URL: непонятно, какую базу обновлять.');
  process.exit(1);
}

interface Known {
  readonly migration_name: string;
  readonly finished: boolean;
}

async function knownMigrations(connectionString: string): Promise<Known[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const table = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
    if ((table.rows[0] as { name: string | null }).name === null) return [];
    const { rows } = await client.query<Known>(
      'SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    return rows;
  } finally {
    await client.end();
  }
}

function prisma(...args: string[]): void {
  const run = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'migrate', ...args], {
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exit(1);
}

// The CLI takes two seconds to find nothing to do, so it is asked only when a migration is missing. A migration is
// one transaction: one that was begun and never finished left nothing behind and is taken from the start.
const known = await knownMigrations(url);
for (const { migration_name } of known.filter((row) => !row.finished)) {
  prisma('resolve', '--rolled-back', migration_name);
}
const done = new Set(known.filter((row) => row.finished).map((row) => row.migration_name));
const wanted = readdirSync(path.join(process.cwd(), 'prisma/migrations')).filter((name) => /^\d/.test(name));
if (!wanted.every((name) => done.has(name))) prisma('deploy');
await runMigrations({ connectionString: url });

const db = connect(url, 1);
await saveCatalog(db);
const appRole = process.env['DATABASE_APP_ROLE'];
if (appRole) await db.$transaction((tx) => grantAppRole(tx, appRole));
await db.$disconnect();
