import type { Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import type { Prisma } from '@/lib/platform/db';
import type { ReceiptStatus } from '../model';

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

export interface JournalWhere {
  readonly statuses: readonly ReceiptStatus[] | null;
  readonly terminalId: string | null;
  /** from the first day on, in product time */
  readonly since: Date | null;
  /** before the day after the last one */
  readonly until: Date | null;
  readonly search: ReceiptSearch | null;
}

/** A number of the receipt or of its drive, a sum, or a part of the address of who is written to. */
export interface ReceiptSearch {
  readonly documentNumber: number | null;
  readonly fiscalSign: string | null;
  readonly fiscalDrive: string | null;
  /** null: the searcher may not see addresses, or it is too short for one */
  readonly contact: string | null;
}

/** `%`, `_` and `\` stand for themselves. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function found({
  documentNumber,
  fiscalSign,
  fiscalDrive,
  contact,
}: ReceiptSearch): Prisma.ReceiptWhereInput {
  const either: Prisma.ReceiptWhereInput[] = [
    ...(documentNumber === null ? [] : [{ documentNumber }]),
    ...(fiscalSign === null ? [] : [{ fiscalSign }]),
    ...(fiscalDrive === null ? [] : [{ fiscalDrive }]),
    ...(contact === null
      ? []
      : [{ buyerContact: { contains: literally(contact), mode: 'insensitive' as const } }]),
  ];
  // An empty OR would be no condition at all.
  return either.length > 0 ? { OR: either } : { id: { in: [] } };
}

const whereOf = (ctx: Context, filter: JournalWhere): Prisma.ReceiptWhereInput => ({
  AND: [
    inScope(ctx),
    filter.statuses ? { status: { in: [...filter.statuses] } } : {},
    filter.terminalId ? { terminalId: filter.terminalId } : {},
    filter.since ? { issuedAt: { gte: filter.since } } : {},
    filter.until ? { issuedAt: { lt: filter.until } } : {},
    filter.search ? found(filter.search) : {},
  ],
});

/** Newest first. Index: receipt (organization_id, issued_at desc, id desc). */
export async function loadReceipts(
  ctx: Context,
  filter: JournalWhere & { readonly after: ReceiptCursor | null; readonly take: number },
) {
  const { after, take } = filter;
  return ctx.db.receipt.findMany({
    where: {
      AND: [
        whereOf(ctx, filter),
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
      fiscalSign: true,
      operation: true,
      totalKopecks: true,
      buyerContact: true,
      status: true,
      terminal: { select: { id: true, name: true, store: { select: { name: true, timeZone: true } } } },
      letters: {
        orderBy: { number: 'desc' },
        take: 1,
        select: {
          recipient: true,
          addressee: true,
          dueAt: true,
          attempts: true,
          reason: true,
          statusCode: true,
        },
      },
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

/** A receipt with its letters, the latest first, or null when it is not in scope. */
export async function receiptInScope(ctx: Context, id: string) {
  return ctx.db.receipt.findFirst({
    where: { AND: [inScope(ctx), { id }] },
    include: {
      letters: { orderBy: { number: 'desc' } },
      terminal: {
        select: { id: true, name: true, storeId: true, store: { select: { name: true, timeZone: true } } },
      },
    },
  });
}
