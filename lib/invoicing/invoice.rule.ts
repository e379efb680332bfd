import { type BillingPeriod, periodNames } from '@/lib/catalog/model';
import { addDays, type LocalDate } from '@/lib/core/local-date';
import { addMoney, type Kopecks, timesMoney } from '@/lib/core/money';
import { dateInTable } from '@/lib/core/text';
import type { Buyer, InvoiceLine, InvoiceState, Seller, VatKind } from './model';
import { vatInside, vatPercentOn, vatTotals } from './vat.rule';

const DAYS_TO_PAY = 10;

export type InvoiceEvent = 'PAID' | 'CANCELLED';

/** The only way to write the state of an invoice. Null: the event does not happen in this state. */
export const invoiceMachine: Readonly<
  Record<InvoiceState, Readonly<Record<InvoiceEvent, InvoiceState | null>>>
> = {
  ISSUED: { PAID: 'PAID', CANCELLED: 'CANCELLED' },
  PAID: { PAID: null, CANCELLED: null },
  CANCELLED: { PAID: null, CANCELLED: null },
};

/** «26-000123»: two digits of the year and the number in it. A form that is easy to find in a payment's purpose. */
export const documentNumber = (year: number, number: number): string =>
  `${String(year % 100).padStart(2, '0')}-${String(number).padStart(6, '0')}`;

/** The fact that an invoice is credited once; by it the ledger knows money that came by invoice. */
export const INVOICE_KEY = 'invoice:';
export const invoiceKey = (invoiceId: string): string => `${INVOICE_KEY}${invoiceId}`;

/** Last day on which the price of the invoice is promised. */
export const dueOn = (issuedOn: LocalDate): LocalDate => addDays(issuedOn, DAYS_TO_PAY);

const lineOf = (
  name: string,
  quantity: number,
  unitPrice: Kopecks,
  vat: VatKind,
  day: LocalDate,
): InvoiceLine => {
  const amount = timesMoney(unitPrice, quantity);
  const vatPercent = vatPercentOn(vat, day);
  return { name, quantity, unitPrice, amount, vatPercent, vat: vatInside(amount, vatPercent) };
};

/** One line: money in advance, taxed as an advance of that day. */
export const advanceLines = (amount: Kopecks, day: LocalDate): InvoiceLine[] => [
  lineOf('Пополнение лицевого счёта в «Кассовом кабинете»', 1, amount, 'STANDARD', day),
];

export interface ForecastGroup {
  readonly planName: string;
  readonly vat: VatKind;
  readonly period: BillingPeriod;
  readonly price: Kopecks;
  /** charges of the plan in the time */
  readonly count: number;
}

/** A line for each plan and period of payment, for the charges that come until `until`. */
export const chargeLines = (
  groups: readonly ForecastGroup[],
  day: LocalDate,
  until: LocalDate,
): InvoiceLine[] =>
  groups.map(({ planName, vat, period, price, count }) =>
    lineOf(`${planName}, оплата ${periodNames[period]}, по ${dateInTable(until)}`, count, price, vat, day),
  );

export const totalOf = (lines: readonly { readonly amount: Kopecks }[]): Kopecks =>
  addMoney(...lines.map((line) => line.amount));

/** «178.52», as payment orders write sums. */
const plain = (amount: Kopecks): string =>
  `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

/** The words about VAT at the end of a payment's purpose: what stands in the invoice, to the kopeck. */
function vatWords(lines: readonly InvoiceLine[]): string {
  const taxed = vatTotals(lines).filter(({ percent }) => percent !== null);
  if (taxed.length === 0) return 'Без НДС.';
  return `В том числе НДС ${taxed.map(({ percent, vat }) => `${percent ?? 0}% - ${plain(vat)} руб.`).join(', ')}`;
}

/** Purpose of the payment, in the bank's 210 characters; the import finds the invoice by the number in it. */
export const purposeOf = (
  number: string,
  issuedOn: LocalDate,
  buyer: Pick<Buyer, 'inn'>,
  lines: readonly InvoiceLine[],
): string =>
  `Оплата по счету № ${number} от ${dateInTable(issuedOn)}. Услуги "Кассовый кабинет", лицевой счет ИНН ${buyer.inn}. ${vatWords(lines)}`;

/** A value of the payment code: no separator inside, not longer than its field. */
const field = (text: string, longest: number): string => text.replaceAll('|', '/').slice(0, longest).trim();

/** Text of the payment's QR code, ГОСТ Р 56042-2014 in UTF-8: header, required fields, sum in kopecks. */
export const paymentCode = (
  seller: Seller,
  invoice: { readonly amount: Kopecks; readonly purpose: string },
): string =>
  [
    'ST00012',
    `Name=${field(seller.name, 160)}`,
    `PersonalAcc=${seller.account}`,
    `BankName=${field(seller.bank, 45)}`,
    `BIC=${seller.bik}`,
    `CorrespAcc=${seller.correspondentAccount}`,
    `Sum=${invoice.amount}`,
    `Purpose=${field(invoice.purpose, 210)}`,
    `PayeeINN=${seller.inn}`,
    ...(seller.kpp === null ? [] : [`KPP=${seller.kpp}`]),
  ].join('|');
