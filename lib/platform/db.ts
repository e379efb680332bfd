import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/prisma/client';
import { env } from './env';

function createClient(url: string, poolSize: number): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: poolSize, connectionTimeoutMillis: 5_000 }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}

/** The client or the transaction that a command runs in. */
export type Db = PrismaClient | Prisma.TransactionClient;

const holder = globalThis as { kassaDb?: PrismaClient };

export function db(): PrismaClient {
  holder.kassaDb ??= createClient(env().DATABASE_URL, env().DATABASE_POOL);
  return holder.kassaDb;
}

export const connect = createClient;

export { Prisma };
export type { PrismaClient };
