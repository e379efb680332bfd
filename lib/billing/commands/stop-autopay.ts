import { authorize, type Context } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { auditAutopay, findCard, lockAutopay, writeAutopay } from '../cards';

/** Nothing is charged without a person any more; the cards stay. Off already: nothing changes. Refusal: FORBIDDEN. */
export async function stopAutopay(ctx: Context): Promise<Result<null, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'finance.cards');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<null, never>> => {
    const { cardId } = await lockAutopay(ctx);
    if (cardId === null) return success(null);
    await writeAutopay(ctx, null);
    await auditAutopay(ctx, { from: await findCard(ctx, cardId), to: null });
    return success(null);
  });
}
