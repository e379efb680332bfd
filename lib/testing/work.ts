import { createHook } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type { PrismaClient } from '@/lib/platform/db';
import { PrismaClient as Client } from '@/lib/platform/generated/prisma/client';

export interface Work<T> {
  readonly result: T;
  /** computations of argon2, right and wrong ones alike: the native module runs each as a task of its own, without a name */
  readonly hashes: number;
  /** statements, in their order, with places for what differs */
  readonly statements: readonly string[];
}

const holder = globalThis as { kassaDb?: PrismaClient };

/** What `run` costs whoever asks: not in time, which is another every time, but in what it is made of. */
export async function workOf<T>(run: () => Promise<T>): Promise<Work<T>> {
  const connectionString = process.env['DATABASE_URL'] ?? '';
  const client = new Client({
    adapter: new PrismaPg({ connectionString }),
    log: [{ emit: 'event', level: 'query' }],
  });
  const statements: string[] = [];
  client.$on('query', ({ query }) => statements.push(query));
  let hashes = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'undefined') hashes += 1;
    },
  });
  const before = holder.kassaDb;
  holder.kassaDb = client;
  hook.enable();
  try {
    const result = await run();
    return { result, hashes, statements };
  } finally {
    hook.disable();
    if (before) holder.kassaDb = before;
    await client.$disconnect();
  }
}
