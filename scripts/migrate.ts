import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { saveCatalog } from '@/prisma/catalog';
import { connect } from '@/lib/platform/db';

const url = process.env['DATABASE_URL'];
if (!url) {
  console.error('Не задана переменная DATABASE_URL: непонятно, какую базу обновлять.');
  process.exit(1);
}

/** The CLI takes two seconds to find nothing to do, so it is asked only when a migration is missing. */
async function allApplied(connectionString: string): Promise<boolean> {
  const wanted = readdirSync(path.join(process.cwd(), 'prisma/migrations')).filter((name) =>
    /^\d/.test(name),
  );
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const applied = new Set(rows.map((row) => row.migration_name));
    return wanted.every((name) => applied.has(name));
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

if (!(await allApplied(url))) {
  const deploy = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'migrate', 'deploy'], {
    stdio: 'inherit',
  });
  if (deploy.status !== 0) process.exit(1);
}
await runMigrations({ connectionString: url });

const db = connect(url, 1);
await saveCatalog(db);
await db.$disconnect();
