import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/prisma/client';
import { env } from './env';
import { log } from './log';

/** The client or the transaction that a command runs in. */
export type Db = PrismaClient | Prisma.TransactionClient;

const holder = globalThis as { kassaDb?: PrismaClient; kassaPools?: WeakMap<Db, pg.Pool> };
const pools = (holder.kassaPools ??= new WeakMap());

function createClient(url: string, poolSize: number): PrismaClient {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 5_000 });
  pool.on('error', (error) => log.info('idle database connection lost', { error: error.message }));
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  pools.set(client, pool);
  return client;
}

export function db(): PrismaClient {
  holder.kassaDb ??= createClient(env().DATABASE_URL, env().DATABASE_POOL);
  return holder.kassaDb;
}

export const connect = createClient;

/**
 * A read that every page makes, given to the driver itself: what Prisma adds to it costs more than the query
 * (docs/performance.md). In a transaction it is part of it. Columns: text, int4, boolean, timestamptz and arrays of
 * text; others are cast in the statement. With a `name`, which stands for this text alone, the server plans it once per
 * connection.
 */
export async function hotRead<Row extends object>(db: Db, query: Prisma.Sql, name?: string): Promise<Row[]> {
  const pool = pools.get(db);
  if (!pool) return db.$queryRaw<Row[]>(query);
  return (await pool.query<Row>({ text: query.text, values: [...query.values], ...(name && { name }) })).rows;
}

export { Prisma };
export type { PrismaClient };
