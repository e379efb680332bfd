import type { Context } from '@/lib/access/context';
import { fromDbDate, type LocalDate, toDbDate } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import type { Db, Prisma } from '@/lib/platform/db';
import { documentNumber, dueOn, totalOf } from './invoice.rule';
import type { Act, ActRow, Buyer, DocumentLine, Invoice, InvoiceLine, InvoiceRow, Seller } from './model';
import { missingRequisite } from './requisites.rule';

/** The seller's days: documents are numbered and dated by them. */
export const SELLER_ZONE = 'Europe/Moscow';

/**
 * The next number of a document in its year. Its row stays locked until the end of the transaction, and a rollback
 * gives the number back: there are no gaps. Take it last.
 */
async function nextNumber(db: Db, kind: 'INVOICE' | 'ACT', year: number): Promise<number> {
  const [row] = await db.$queryRaw<{ last: number }[]>`
    INSERT INTO "document_counter" ("kind", "year", "last") VALUES (${kind}::"document_kind", ${year}::int, 1)
    ON CONFLICT ("kind", "year") DO UPDATE SET "last" = "document_counter"."last" + 1
    RETURNING "last"`;
  if (!row) throw new Error('no number was given');
  return row.last;
}

/** The organization as documents name it, and what of its requisites is missing. */
export async function buyerOf(
  ctx: Context,
): Promise<{ readonly buyer: Buyer; readonly missing: 'INN' | 'KPP' | null }> {
  const { name, kind, inn, kpp } = await ctx.db.organization.findUniqueOrThrow({
    where: { id: ctx.organizationId },
    select: { name: true, kind: true, inn: true, kpp: true },
  });
  return { buyer: { name, inn, kpp }, missing: missingRequisite({ kind, inn, kpp }) };
}

const yearOf = (day: LocalDate): number => Number(day.slice(0, 4));
const json = (value: Seller | Buyer): Prisma.InputJsonValue => ({ ...value });

export interface NewInvoice {
  readonly requestId: string;
  readonly issuedOn: LocalDate;
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly lines: readonly InvoiceLine[];
  readonly purposeOf: (number: string) => string;
}

/** Writes an invoice under the next number of the year. */
export async function createInvoice(
  ctx: Context,
  { requestId, issuedOn, seller, buyer, lines, purposeOf }: NewInvoice,
): Promise<{ readonly id: string; readonly number: string }> {
  const { organizationId } = ctx;
  const year = yearOf(issuedOn);
  const number = await nextNumber(ctx.db, 'INVOICE', year);
  const shown = documentNumber(year, number);
  const { id } = await ctx.db.invoice.create({
    data: {
      organizationId,
      requestId,
      year,
      number,
      state: 'ISSUED',
      issuedOn: toDbDate(issuedOn),
      dueOn: toDbDate(dueOn(issuedOn)),
      amountKopecks: totalOf(lines),
      seller: json(seller),
      buyer: json(buyer),
      purpose: purposeOf(shown),
      actorName: ctx.actor.name,
      createdAt: ctx.clock.now(),
    },
    select: { id: true },
  });
  await ctx.db.invoiceLine.createMany({
    data: lines.map((line, position) => ({
      organizationId,
      invoiceId: id,
      position,
      name: line.name,
      quantity: line.quantity,
      unitPriceKopecks: line.unitPrice,
      amountKopecks: line.amount,
      vatPercent: line.vatPercent,
      vatKopecks: line.vat,
    })),
  });
  return { id, number: shown };
}

type InvoiceColumns = Prisma.InvoiceGetPayload<object>;

export const invoiceRow = (row: InvoiceColumns): InvoiceRow => ({
  id: row.id,
  number: documentNumber(row.year, row.number),
  state: row.state,
  issuedOn: fromDbDate(row.issuedOn),
  dueOn: fromDbDate(row.dueOn),
  amount: kopecks(row.amountKopecks),
  actorName: row.actorName,
  paidAt: row.paidAt,
  cancelledAt: row.cancelledAt,
});

interface LineColumns {
  readonly name: string;
  readonly quantity: number;
  readonly amountKopecks: bigint;
  readonly vatPercent: number | null;
  readonly vatKopecks: bigint;
}

const lineOf = (line: LineColumns): DocumentLine => ({
  name: line.name,
  quantity: line.quantity,
  amount: kopecks(line.amountKopecks),
  vatPercent: line.vatPercent,
  vat: kopecks(line.vatKopecks),
});

const lines = { lines: { orderBy: { position: 'asc' } } } as const;

export async function loadInvoice(ctx: Context, id: string): Promise<Invoice | null> {
  const row = await ctx.db.invoice.findFirst({
    where: { organizationId: ctx.organizationId, id },
    include: lines,
  });
  return (
    row && {
      ...invoiceRow(row),
      seller: row.seller as unknown as Seller,
      buyer: row.buyer as unknown as Buyer,
      purpose: row.purpose,
      lines: row.lines.map((line) => ({ ...lineOf(line), unitPrice: kopecks(line.unitPriceKopecks) })),
    }
  );
}

/** The same with its row locked until the end of the transaction. */
export async function lockInvoice(ctx: Context, id: string): Promise<Invoice | null> {
  await ctx.db.$queryRaw`
    SELECT "id" FROM "invoice"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return loadInvoice(ctx, id);
}

export interface NewAct {
  readonly month: LocalDate;
  readonly issuedOn: LocalDate;
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly lines: readonly DocumentLine[];
}

export async function createAct(
  ctx: Context,
  { month, issuedOn, seller, buyer, lines }: NewAct,
): Promise<{ readonly id: string; readonly number: string }> {
  const { organizationId } = ctx;
  const year = yearOf(issuedOn);
  const number = await nextNumber(ctx.db, 'ACT', year);
  const { id } = await ctx.db.act.create({
    data: {
      organizationId,
      year,
      number,
      month: toDbDate(month),
      issuedOn: toDbDate(issuedOn),
      amountKopecks: totalOf(lines),
      seller: json(seller),
      buyer: json(buyer),
      createdAt: ctx.clock.now(),
    },
    select: { id: true },
  });
  await ctx.db.actLine.createMany({
    data: lines.map((line, position) => ({
      organizationId,
      actId: id,
      position,
      name: line.name,
      quantity: line.quantity,
      amountKopecks: line.amount,
      vatPercent: line.vatPercent,
      vatKopecks: line.vat,
    })),
  });
  return { id, number: documentNumber(year, number) };
}

export const actRow = (row: Prisma.ActGetPayload<object>): ActRow => ({
  id: row.id,
  number: documentNumber(row.year, row.number),
  month: fromDbDate(row.month),
  issuedOn: fromDbDate(row.issuedOn),
  amount: kopecks(row.amountKopecks),
});

export async function loadAct(ctx: Context, id: string): Promise<Act | null> {
  const row = await ctx.db.act.findFirst({
    where: { organizationId: ctx.organizationId, id },
    include: lines,
  });
  return (
    row && {
      ...actRow(row),
      seller: row.seller as unknown as Seller,
      buyer: row.buyer as unknown as Buyer,
      lines: row.lines.map(lineOf),
    }
  );
}
