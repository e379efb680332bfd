import type { Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import type { Prisma } from '@/lib/platform/db';
import type { ReceiptStatus } from './model';

interface ReceiptCursor {
  readonly at: Date;
  readonly id: string;
}

/** `<milliseconds>_<id>` of the last receipt of a page; null: not a cursor. */
export function receiptCursor(text: string | undefined): ReceiptCursor | null {
  const [time, id = ''] = (text ?? '').split('_');
  const at = new Date(Number(time));
  return isId(id) && !Number.isNaN(at.getTime()) ? { at, id } : null;
}

const inScope = (ctx: Context): Prisma.ReceiptWhereInput => ({
  organizationId: ctx.organizationId,
  ...(ctx.storeIds === null ? {} : { terminal: { storeId: { in: [...ctx.storeIds] } } }),
});

/** Newest first. Index: receipt (organization_id, issued_at desc, id desc). */
export async function loadReceipts(
  ctx: Context,
  filter: {
    readonly status: ReceiptStatus | null;
    readonly terminalId: string | null;
    readonly after: ReceiptCursor | null;
    readonly take: number;
  },
) {
  const { status, terminalId, after, take } = filter;
  return ctx.db.receipt.findMany({
    where: {
      AND: [
        inScope(ctx),
        status ? { status } : {},
        terminalId ? { terminalId } : {},
        after
          ? {
              issuedAt: { lte: after.at },
              OR: [{ issuedAt: { lt: after.at } }, { id: { lt: after.id } }],
            }
          : {},
      ],
    },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    take,
    select: {
      id: true,
      issuedAt: true,
      documentNumber: true,
      totalKopecks: true,
      buyerContact: true,
      status: true,
      terminal: { select: { id: true, name: true, store: { select: { name: true, timeZone: true } } } },
    },
  });
}

export async function countReceipts(ctx: Context, since: Date): Promise<Map<ReceiptStatus, number>> {
  const rows = await ctx.db.receipt.groupBy({
    by: ['status'],
    where: { AND: [inScope(ctx), { issuedAt: { gte: since } }] },
    _count: true,
  });
  return new Map(rows.map((row) => [row.status, row._count]));
}
