import { authorize, type Context, today } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { lettersDueAt, noteDeadlines } from '@/lib/terminals/commands/note-deadlines';
import { postToEach } from '../post';
import { terminalLetter } from '../terminal-letters.rule';

/**
 * One letter a day to everybody who runs terminals, of those in their stores whose fiscal drive, sales or silence has
 * come to a day worth telling; each such day of a terminal is told once. Gives how many were written. Refusal: FORBIDDEN.
 */
export async function tellTerminalDeadlines(ctx: Context): Promise<Result<number, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<number, 'FORBIDDEN'>> => {
    const noted = await noteDeadlines(ctx);
    if (!noted.ok) return noted;
    if (noted.value.length === 0) return success(0);
    const written = await postToEach(
      ctx,
      `terminals:${today(ctx)}`,
      'terminals.manage',
      (storeIds) =>
        terminalLetter(noted.value.filter(({ storeId }) => storeIds === null || storeIds.includes(storeId))),
      lettersDueAt(ctx),
    );
    return success(written);
  });
}
