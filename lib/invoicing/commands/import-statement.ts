import type { Context } from '@/lib/access/context';
import type { Result } from '@/lib/core/result';
import { bankScope, isBankScope } from '../bank/access';
import { type ImportCode, importBankStatement, type Imported, type StatementFile } from '../bank/import';

/**
 * A statement of the seller's bank, from a page. Refusals: FORBIDDEN (a customer), TOO_LARGE by the route, and those of
 * `importBankStatement`.
 */
export async function importStatement(
  ctx: Context,
  file: StatementFile,
): Promise<Result<Imported, ImportCode | 'FORBIDDEN' | 'FILE_TOO_LARGE'>> {
  const scope = await bankScope(ctx);
  return isBankScope(scope) ? importBankStatement(scope, file) : scope;
}
