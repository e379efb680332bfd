import type { Context } from '@/lib/access/context';
import { type Kopecks, kopecks } from '@/lib/core/money';

/** Money on the account of the organization; no lock, for showing. */
export async function walletBalance(ctx: Context): Promise<Kopecks> {
  const row = await ctx.db.ledgerAccount.findUnique({
    where: { organizationId_kind: { organizationId: ctx.organizationId, kind: 'WALLET' } },
    select: { balanceKopecks: true },
  });
  return kopecks(row?.balanceKopecks ?? 0);
}
