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

/** True when the error is the refusal of the named unique index or of any unique index. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2002') return true;
    return error.code === 'P2010' && JSON.stringify(error.meta ?? {}).includes('23505');
  }
  return false;
}

export { Prisma };
export type { PrismaClient };
