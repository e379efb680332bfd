import { checkLedger } from '@/lib/billing/ledger-check';
import type { PrismaClient } from '@/lib/platform/db';

/**
 * What the check of the ledger finds after `statements`. What cannot happen through the constraints is done past them,
 * and taken back afterwards.
 */
export async function faultsAfter(db: PrismaClient, ...statements: string[]): Promise<string[]> {
  let found: string[] = [];
  await db
    .$transaction(async (tx) => {
      await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
      for (const each of statements) await tx.$executeRawUnsafe(each);
      found = (await checkLedger(tx)).faults.map((fault) => fault.what);
      throw new Error('taken back');
    })
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'taken back') throw error;
    });
  return found;
}
