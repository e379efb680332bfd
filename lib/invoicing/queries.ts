import { authorize, type Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { type LocalDate, localDateAt } from '@/lib/core/local-date';
import { type Kopecks, kopecks } from '@/lib/core/money';
import type { Act, ActRow, Buyer, Invoice, InvoiceRow } from './model';
import { actRow, buyerOf, invoiceRow, loadAct, loadInvoice, SELLER_ZONE } from './store';

const PER_PAGE = 50;

/** The day in whose words documents are late: the seller's. */
export const sellerToday = (ctx: Context): LocalDate => localDateAt(ctx.clock.now(), SELLER_ZONE);

/** Whom invoices name, and what of the requisites is missing; null: the role issues none. */
export const invoiceBuyer = async (
  ctx: Context,
): Promise<{ readonly buyer: Buyer; readonly missing: 'INN' | 'KPP' | null } | null> =>
  authorize(ctx, 'finance.topUp') ? null : buyerOf(ctx);

export interface InvoicePage {
  readonly rows: readonly InvoiceRow[];
  readonly total: number;
  /** id of the last row, when there are more */
  readonly next: string | null;
}

/**
 * Invoices, the newest first; `after` is the id of the last row of a former page. Empty without `finance.read`.
 * Index: invoice (organization_id, id).
 */
export async function listInvoices(ctx: Context, after?: string): Promise<InvoicePage> {
  if (authorize(ctx, 'finance.read')) return { rows: [], total: 0, next: null };
  const where = { organizationId: ctx.organizationId };
  const [found, total] = await Promise.all([
    ctx.db.invoice.findMany({
      where: { ...where, ...(after !== undefined && isId(after) && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: PER_PAGE + 1,
    }),
    ctx.db.invoice.count({ where }),
  ]);
  const rows = found.slice(0, PER_PAGE).map(invoiceRow);
  return { rows, total, next: found.length > PER_PAGE ? (rows.at(-1)?.id ?? null) : null };
}

/** One invoice; null: unknown, foreign, or the role may not see money. */
export const getInvoice = async (ctx: Context, id: string): Promise<Invoice | null> =>
  authorize(ctx, 'finance.read') || !isId(id) ? null : loadInvoice(ctx, id);

/** Closing documents, the newest first: one a month. */
export async function listActs(ctx: Context): Promise<ActRow[]> {
  if (authorize(ctx, 'finance.read')) return [];
  const rows = await ctx.db.act.findMany({
    where: { organizationId: ctx.organizationId },
    orderBy: { month: 'desc' },
    take: 120,
  });
  return rows.map(actRow);
}

/** One closing document; null: unknown, foreign, or the role may not see money. */
export const getAct = async (ctx: Context, id: string): Promise<Act | null> =>
  authorize(ctx, 'finance.read') || !isId(id) ? null : loadAct(ctx, id);

export interface HeldPayment {
  readonly id: string;
  readonly amount: Kopecks;
  readonly reason: string;
}

/** Payments of the organization itself that name this invoice and were not credited, with the reason. */
export async function heldPayments(ctx: Context, invoice: Invoice): Promise<HeldPayment[]> {
  if (authorize(ctx, 'finance.read')) return [];
  const rows = await ctx.db.bankPayment.findMany({
    where: {
      verdict: 'DOUBTFUL',
      payerInn: invoice.buyer.inn,
      invoice: { id: invoice.id, organizationId: ctx.organizationId },
    },
    orderBy: { id: 'desc' },
    take: 5,
  });
  return rows.map(({ id, amountKopecks, reason }) => ({ id, amount: kopecks(amountKopecks), reason }));
}
