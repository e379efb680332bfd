import { authorize, type Context } from '@/lib/access/context';
import { addDays, addMonths, localDateAt, localDate, toDbDate } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { actLines } from '../act.rule';
import { actFacts } from '../act.store';
import { totalOf } from '../invoice.rule';
import { actName, monthName } from '../labels';
import { seller as currentSeller } from '../seller';
import { buyerOf, createAct, SELLER_ZONE } from '../store';

/**
 * Closes a month for an organization: services given in it and paid by invoice, on the last day of the month. Once a
 * month; a month without such services has no act (null). For the worker. Refusals: FORBIDDEN, NO_SELLER, NOT_OVER.
 */
export async function issueAct(
  ctx: Context,
  input: { readonly month: string },
): Promise<Result<{ readonly actId: string } | null, 'FORBIDDEN' | 'NO_SELLER' | 'NOT_OVER'>> {
  const denied = authorize(ctx, 'finance.receive');
  if (denied) return denied;
  const seller = currentSeller();
  if (!seller) return refusal('NO_SELLER');
  const month = localDate(`${input.month.slice(0, 7)}-01`);
  const issuedOn = addDays(addMonths(month, 1), -1);
  if (localDateAt(ctx.clock.now(), SELLER_ZONE) <= issuedOn) return refusal('NOT_OVER');
  return transaction(ctx, async (ctx) => {
    const { organizationId } = ctx;
    await ctx.db.$queryRaw`
      SELECT "id" FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
    const known = await ctx.db.act.findUnique({
      where: { organizationId_month: { organizationId, month: toDbDate(month) } },
      select: { id: true },
    });
    if (known) return success({ actId: known.id });
    const { charges, orders } = await actFacts(ctx, month);
    const lines = actLines(month, charges, orders);
    if (lines.length === 0) return success(null);
    const { buyer } = await buyerOf(ctx);
    const { id, number } = await createAct(ctx, { month, issuedOn, seller, buyer, lines });
    await audit(ctx, {
      action: 'invoicing.act',
      objectType: 'act',
      objectId: id,
      objectName: actName(number),
      after: { month: monthName(month), amount: totalOf(lines) },
    });
    return success({ actId: id });
  });
}
