import { can, type Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { addDays, type LocalDate, localDate, startOfDay } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { printedReceipt } from '../letter/printed-receipt.rule';
import { qrOutline } from '../letter/qr-image';
import { maskContact } from '../mask.rule';
import type { ReceiptStatus } from '../model';
import type { ReceiptContent } from '../receipt-content';
import type { JournalFilter, LetterView, ReceiptDetail, ReceiptPage, ReceiptRow } from './model';
import { searchOf, statusesOf } from './search.rule';
import { countReceipts, type JournalWhere, loadReceipts, receiptCursor, receiptInScope } from './store';

const PAGE = 50;

/** Addresses are for those who answer for them; the others see enough to recognize one. */
const seesContacts = (ctx: Context): boolean => can(ctx, 'receipts.configure');

const shownContact = (ctx: Context, contact: string | null): string | null =>
  contact === null || seesContacts(ctx) ? contact : maskContact(contact);

function dayOf(text: string | undefined): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '')) return null;
  try {
    return localDate(text ?? '');
  } catch {
    return null;
  }
}

/** Filters as they come from an address; what is not one filters nothing. */
function whereOf(ctx: Context, filter: JournalFilter): JournalWhere {
  const from = dayOf(filter.from);
  const to = dayOf(filter.to);
  return {
    statuses: statusesOf(filter.status),
    terminalId: filter.terminal && isId(filter.terminal) ? filter.terminal : null,
    since: from && startOfDay(from, ctx.timeZone),
    until: to && startOfDay(addDays(to, 1), ctx.timeZone),
    search: searchOf(filter.q, seesContacts(ctx)),
  };
}

type Loaded = Awaited<ReturnType<typeof loadReceipts>>[number];

function rowOf(ctx: Context, { terminal, totalKopecks, buyerContact, letters, ...row }: Loaded): ReceiptRow {
  const [latest] = letters;
  return {
    ...row,
    terminalId: terminal.id,
    terminalName: terminal.name,
    storeName: terminal.store.name,
    timeZone: terminal.store.timeZone,
    total: kopecks(totalKopecks),
    contact: shownContact(ctx, latest?.recipient ?? buyerContact),
    addressee: latest?.addressee ?? null,
    statusCode: latest?.statusCode ?? null,
    reason: latest?.reason ?? null,
  };
}

/** Receipts of the terminals in scope, newest first, 50 a page; `after` is the cursor of a former page. */
export async function listReceipts(
  ctx: Context,
  filter: JournalFilter & { readonly after?: string | undefined; readonly take?: number },
): Promise<ReceiptPage> {
  const take = filter.take ?? PAGE;
  const found = await loadReceipts(ctx, {
    ...whereOf(ctx, filter),
    after: receiptCursor(filter.after),
    take: take + 1,
  });
  const page = found.slice(0, take);
  const last = page.at(-1);
  return {
    rows: page.map((row) => rowOf(ctx, row)),
    next: found.length > take && last ? `${last.issuedAt.getTime()}_${last.id}` : null,
  };
}

function printedOf(
  ctx: Context,
  receipt: NonNullable<Awaited<ReturnType<typeof receiptInScope>>>,
): ReceiptDetail['printed'] {
  if (receipt.content === null) return null;
  const printed = printedReceipt({
    ...receipt,
    total: kopecks(receipt.totalKopecks),
    buyerContact: shownContact(ctx, receipt.buyerContact) ?? '',
    content: receipt.content as unknown as ReceiptContent,
  });
  return { ...printed, outline: qrOutline(printed.qr) };
}

/** One receipt with its letters. Null: unknown, foreign, or of a store out of scope. */
export async function findReceipt(ctx: Context, id: string): Promise<ReceiptDetail | null> {
  const receipt = isId(id) ? await receiptInScope(ctx, id) : null;
  if (!receipt) return null;
  const [latest] = receipt.letters;
  const contact = latest?.recipient ?? receipt.buyerContact;
  const { terminal } = receipt;
  return {
    id: receipt.id,
    issuedAt: receipt.issuedAt,
    receivedAt: receipt.receivedAt,
    terminalId: terminal.id,
    terminalName: terminal.name,
    storeName: terminal.store.name,
    timeZone: terminal.store.timeZone,
    fiscalDrive: receipt.fiscalDrive,
    documentNumber: receipt.documentNumber,
    fiscalSign: receipt.fiscalSign,
    operation: receipt.operation,
    total: kopecks(receipt.totalKopecks),
    contact: shownContact(ctx, contact),
    status: receipt.status,
    printed: printedOf(ctx, receipt),
    letters: receipt.letters.map((letter): LetterView => ({
      number: letter.number,
      recipient: shownContact(ctx, letter.recipient) ?? '',
      addressee: letter.addressee,
      state: letter.state,
      attempts: letter.attempts,
      queuedAt: letter.queuedAt,
      sentAt: letter.sentAt,
      settledAt: letter.settledAt,
      nextAt: letter.state === 'QUEUED' && letter.attempts > 0 ? letter.dueAt : null,
      statusCode: letter.statusCode,
      reason: letter.reason,
    })),
    resendTo: contact?.includes('@') && seesContacts(ctx) ? contact : null,
  };
}

const RECEIPT_DAYS = 30;

/** How many receipts of the last 30 days are in each state. */
export async function receiptCounts(ctx: Context): Promise<Readonly<Record<ReceiptStatus, number>>> {
  const since = new Date(ctx.clock.now().getTime() - RECEIPT_DAYS * 86_400_000);
  const counts = await countReceipts(ctx, since);
  const of = (status: ReceiptStatus) => counts.get(status) ?? 0;
  return {
    QUEUED: of('QUEUED'),
    SENT: of('SENT'),
    DELIVERED: of('DELIVERED'),
    BOUNCED: of('BOUNCED'),
    FAILED: of('FAILED'),
    VIA_OFD: of('VIA_OFD'),
    PRINTED: of('PRINTED'),
  };
}
