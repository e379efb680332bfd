#!/usr/bin/env node
// Prisma's schema engine in its WebAssembly build, speaking the JSON-RPC that the prisma CLI expects of its engine binary.
// It comes from npm, so `prisma migrate …` needs no download; prisma.config.ts names this file as the engine.
import { readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const CATALOG_CHAR_OID = 18;
const BPCHAR_OID = 1042;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { datasource: { type: 'string' } },
});
const url = JSON.parse(values.datasource ?? '{}').url ?? process.env.DATABASE_URL;

/** The adapter does not know PostgreSQL's internal type "char"; the catalog queries of the engine use it. */
class CatalogPool extends pg.Pool {
  async query(...args) {
    const result = await super.query(...args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== CATALOG_CHAR_OID) continue;
      field.dataTypeID = BPCHAR_OID;
      field.isCatalogChar = true;
    }
    return result;
  }
}

function catalogAware(connection) {
  const performIO = connection.performIO.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  let fields = [];
  // The adapter cuts scripts at every semicolon, function bodies included; PostgreSQL takes a script whole, as one transaction.
  connection.executeScript = async (script) => {
    await connection.client.query(script);
  };
  connection.performIO = async (query) => {
    const result = await performIO(query);
    fields = result.fields ?? [];
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    result.columnTypes = result.columnTypes.map((type, i) =>
      fields[i]?.isCatalogChar ? ColumnTypeEnum.Character : type,
    );
    return result;
  };
  return connection;
}

function withDatabase(database) {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

class MigrationAdapter extends PrismaPg {
  async connect() {
    return catalogAware(await super.connect());
  }

  async connectToShadowDb() {
    const main = await this.connect();
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    await main.executeScript(`CREATE DATABASE "${database}"`);
    const pool = new CatalogPool({ connectionString: withDatabase(database) });
    const shadow = catalogAware(await new PrismaPg(pool, { disposeExternalPool: true }).connect());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await main.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await main.dispose();
    };
    return shadow;
  }
}

async function startEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const directory = new URL('.', import.meta.resolve('@prisma/schema-engine-wasm'));
  const wasm = await WebAssembly.instantiate(readFileSync(new URL('schema_engine_bg.wasm', directory)), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(wasm.instance.exports);
  wasm.instance.exports.__wbindgen_start?.();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const pool = new CatalogPool({ connectionString: url });
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(pool));
  const log = (line) => {
    if (process.env.DEBUG) console.error(line);
  };
  return bindings.SchemaEngine.new({ datamodels: undefined }, log, factory);
}

const send = (message) => writeSync(1, `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const messageOf = (error) => String(error?.message ?? error);

const engine = await startEngine();

if (positionals[0] === 'cli') {
  try {
    await engine.ensureConnectionValidity({ datasource: { tag: 'ConnectionString', url } });
    process.exit(0);
  } catch (error) {
    console.error(JSON.stringify({ is_panic: false, message: messageOf(error), error_code: 'P1001' }));
    process.exit(1);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const { id, method, params } = JSON.parse(line);
  if (!method) continue; // the CLI's answer to a print request
  try {
    const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params);
    if (typeof result?.stdout === 'string') {
      send({ id: `print-${id}`, method: 'print', params: { content: result.stdout } });
    }
    send({ id, result: result ?? null });
  } catch (error) {
    const message = messageOf(error);
    const data = { is_panic: false, message, meta: null, error_code: error?.code ?? '' };
    send({ id, error: { code: 4466, message, data } });
  }
}
