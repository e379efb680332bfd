import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string;
    templateName: string;
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  const root = path.join(process.cwd(), 'prisma');
  for (const entry of readdirSync(path.join(root, 'migrations'), { recursive: true }).sort()) {
    const name = String(entry);
    if (name.endsWith('.sql')) hash.update(readFileSync(path.join(root, 'migrations', name)));
  }
  hash.update(readFileSync(path.join(root, 'catalog.ts')));
  return hash.digest('hex').slice(0, 12);
}

/** Makes the template database, migrated once; every test file works on its own copy of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const adminUrl = process.env['DATABASE_URL'];
  if (!adminUrl) throw new Error('DATABASE_URL is not set: the database tests need a PostgreSQL server');
  const templateName = `kassa_template_${migrationsHash()}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const { rows } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [templateName]);
  if (rows.length === 0) {
    await admin.query(`CREATE DATABASE "${templateName}_new"`);
    const url = new URL(adminUrl);
    url.pathname = `/${templateName}_new`;
    const migrate = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/migrate.ts'], {
      env: { ...process.env, DATABASE_URL: url.href },
      encoding: 'utf8',
    });
    if (migrate.status !== 0) throw new Error(`migration failed\n${migrate.stdout}\n${migrate.stderr}`);
    await admin.query(`ALTER DATABASE "${templateName}_new" RENAME TO "${templateName}"`);
  }
  project.provide('adminUrl', adminUrl);
  project.provide('templateName', templateName);
  return async () => {
    await admin.end();
  };
}
