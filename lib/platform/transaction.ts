import type { Context } from '@/lib/access/context';
import type { Result } from '@/lib/core/result';
import type { PrismaClient } from './db';

class RolledBack<R> extends Error {
  constructor(readonly result: R) {
    super('rolled back');
  }
}

/**
 * Runs `work` in one transaction; a refusal rolls everything back and is returned as it is.
 * Inside a running transaction it joins it.
 */
export async function transaction<T, C extends string>(
  ctx: Context,
  work: (ctx: Context) => Promise<Result<T, C>>,
): Promise<Result<T, C>> {
  // The entry points refuse it in words; this holds for whatever comes past them.
  if (ctx.viewing === true) throw new Error('nothing is changed while a role is looked through');
  if (!('$transaction' in ctx.db)) return work(ctx);
  try {
    return await (ctx.db as PrismaClient).$transaction(async (db) => {
      const result = await work({ ...ctx, db });
      if (!result.ok) throw new RolledBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result as Result<T, C>;
    throw error;
  }
}
