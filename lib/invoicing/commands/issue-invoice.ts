import { authorize, type Context } from '@/lib/access/context';
import { type LocalDate, localDateAt } from '@/lib/core/local-date';
import { formatMoney, rubles } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { invoiceName } from '../labels';
import { advanceLines, documentNumber, purposeOf, totalOf } from '../invoice.rule';
import type { InvoiceLine } from '../model';
import { linesOfCharges } from '../offers';
import type { IssueInvoiceInput } from '../schema';
import { seller as currentSeller } from '../seller';
import { buyerOf, createInvoice, SELLER_ZONE } from '../store';

export type IssueInvoiceCode =
  'FORBIDDEN' | 'REQUEST_REUSED' | 'NO_SELLER' | 'NO_INN' | 'NOTHING_DUE' | 'LINES_CHANGED' | 'TOO_LARGE';

/** The largest invoice, whatever it is made of. */
const MOST = rubles(10_000_000);

/**
 * Issues an invoice for a sum or for the charges of the next months, with requisites, prices and VAT as they are today.
 * The same request twice is one invoice and one number. Refusals: FORBIDDEN, NO_SELLER, NO_INN (details `inn`),
 * REQUEST_REUSED, NOTHING_DUE, LINES_CHANGED (details `total`), TOO_LARGE.
 */
export async function issueInvoice(
  ctx: Context,
  input: IssueInvoiceInput,
): Promise<Result<{ readonly invoiceId: string; readonly number: string }, IssueInvoiceCode>> {
  const denied = authorize(ctx, 'finance.topUp');
  if (denied) return denied;
  const seller = currentSeller();
  if (!seller) return refusal('NO_SELLER');
  return transaction(ctx, async (ctx) => {
    const { organizationId } = ctx;
    const { requestId } = input;
    // One invoice of an organization at a time, so that the second of two presses finds the first.
    await ctx.db.$queryRaw`
      SELECT "id" FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
    const issuedOn = localDateAt(ctx.clock.now(), SELLER_ZONE);
    const known = await ctx.db.invoice.findUnique({
      where: { organizationId_requestId: { organizationId, requestId } },
      select: { id: true, year: true, number: true, amountKopecks: true },
    });
    if (known) {
      const wanted = input.kind === 'SUM' ? input.amount : input.expectedTotal;
      if (known.amountKopecks !== BigInt(wanted)) return refusal('REQUEST_REUSED');
      return success({ invoiceId: known.id, number: documentNumber(known.year, known.number) });
    }
    const lines = await linesFor(ctx, input, issuedOn);
    if (!lines.ok) return lines;
    const total = totalOf(lines.value);
    if (total > MOST) return refusal('TOO_LARGE');
    const { buyer, missing } = await buyerOf(ctx);
    if (missing === 'INN') return refusal('NO_INN', { inn: buyer.inn });
    const { id, number } = await createInvoice(ctx, {
      requestId,
      issuedOn,
      seller,
      buyer,
      lines: lines.value,
      purposeOf: (shown) => purposeOf(shown, issuedOn, buyer, lines.value),
    });
    await audit(ctx, {
      action: 'invoicing.issue',
      objectType: 'invoice',
      objectId: id,
      objectName: invoiceName(number),
      after: { amount: total },
    });
    return success({ invoiceId: id, number });
  });
}

async function linesFor(
  ctx: Context,
  input: IssueInvoiceInput,
  day: LocalDate,
): Promise<Result<readonly InvoiceLine[], 'NOTHING_DUE' | 'LINES_CHANGED'>> {
  if (input.kind === 'SUM') return success(advanceLines(input.amount, day));
  const lines = await linesOfCharges(ctx, input.months, day);
  if (lines.length === 0) return refusal('NOTHING_DUE');
  const total = totalOf(lines);
  if (total !== input.expectedTotal) return refusal('LINES_CHANGED', { total: formatMoney(total) });
  return success(lines);
}
