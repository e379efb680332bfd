import type { LocalDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';

export interface Buyer {
  readonly name: string;
  readonly inn: string;
  /** a sole proprietor has none */
  readonly kpp: string | null;
}

/** Who issues the documents and takes the money. */
export interface Seller extends Buyer {
  readonly address: string;
  readonly bank: string;
  readonly bik: string;
  readonly account: string;
  readonly correspondentAccount: string;
  readonly director: string;
  readonly accountant: string;
}

export type VatKind = 'STANDARD' | 'NONE';
/** per cent inside the price; null: without VAT */
export type VatPercent = number | null;

export interface DocumentLine {
  readonly name: string;
  readonly quantity: number;
  readonly amount: Kopecks;
  readonly vatPercent: VatPercent;
  readonly vat: Kopecks;
}

export interface InvoiceLine extends DocumentLine {
  readonly unitPrice: Kopecks;
}

export const invoiceStates = ['ISSUED', 'PAID', 'CANCELLED'] as const;
export type InvoiceState = (typeof invoiceStates)[number];

export interface InvoiceRow {
  readonly id: string;
  /** «26-000123» */
  readonly number: string;
  readonly state: InvoiceState;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly amount: Kopecks;
  readonly actorName: string;
  readonly paidAt: Date | null;
  readonly cancelledAt: Date | null;
}

export interface Invoice extends InvoiceRow {
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly purpose: string;
  readonly lines: readonly InvoiceLine[];
}

export interface ActRow {
  readonly id: string;
  readonly number: string;
  /** first day of the month it closes */
  readonly month: LocalDate;
  readonly issuedOn: LocalDate;
  readonly amount: Kopecks;
}

export interface Act extends ActRow {
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly lines: readonly DocumentLine[];
}

export type BankVerdict = 'MATCHED' | 'UNMATCHED' | 'DOUBTFUL' | 'REPEATED';

export interface BankPaymentRow {
  readonly id: string;
  /** line of the file at which it begins */
  readonly line: number;
  readonly number: string;
  readonly paidOn: LocalDate;
  readonly amount: Kopecks;
  readonly payerName: string;
  readonly payerInn: string;
  readonly purpose: string;
  readonly verdict: BankVerdict;
  readonly reason: string;
  readonly invoice: { readonly id: string; readonly number: string } | null;
}

export interface BankStatementRow {
  readonly id: string;
  readonly fileName: string;
  readonly account: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly outgoing: number;
  readonly actorName: string;
  readonly createdAt: Date;
  readonly counts: Readonly<Record<BankVerdict, number>>;
}
