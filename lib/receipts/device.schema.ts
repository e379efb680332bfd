import { z } from 'zod';
import { receiptOperations, taxSystems, vatRates } from './receipt-content';

export const MOST_RECEIPTS = 500;
const MOST_ITEMS = 1_000;
/** 10 billion roubles: more than any receipt, and still an exact number */
const MOST_KOPECKS = 1_000_000_000_000;

/** Control characters have no place in a receipt, a letter or a spreadsheet: they become spaces. */
const controls = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+',
  'g',
);
const line = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.replace(controls, ' ').trim());

/** Integer kopecks. Whether it is negative is told as a reason of its own. */
const sum = z.number().int().min(-MOST_KOPECKS).max(MOST_KOPECKS);
const moment = z.iso.datetime({ offset: true });

const item = z.object({
  name: line(1_000),
  quantity: z.number().min(-99_999_999).max(99_999_999),
  price: sum,
  sum,
  vat: z.enum(vatRates).nullish(),
});

/** All of it one way, or split; in kopecks. */
const payment = z.union([
  z.enum(['CASH', 'CARD']),
  z.object({ cash: sum.default(0), card: sum.default(0), other: sum.default(0) }),
]);

/** One receipt as a terminal reports it. Sums in kopecks; unknown fields are ignored. */
export const reportedReceipt = z.object({
  fiscalDrive: z.string().regex(/^\d{16}$/),
  documentNumber: z.number().int().min(1).max(2_147_483_647),
  issuedAt: moment,
  fiscalSign: z.string().regex(/^\d{1,10}$/),
  operation: z.enum(receiptOperations),
  items: z.array(item).min(1).max(MOST_ITEMS),
  total: sum,
  payment,
  /** phone or e-mail of the buyer, or the default address that was used */
  buyerContact: z.string().max(1_000).nullish(),
  printed: z.boolean(),
  electronic: z.boolean(),
  cashier: line(200).nullish(),
  shift: z.number().int().min(0).max(1_000_000).nullish(),
  numberInShift: z.number().int().min(0).max(1_000_000).nullish(),
  taxSystem: z.enum(taxSystems).nullish(),
});
export type ReportedReceipt = z.output<typeof reportedReceipt>;

function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', ' ');
  if (Array.isArray(value)) return value.map(withoutNul);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutNul(each)]));
}

/**
 * `POST /api/device/v1/receipts`: the envelope. Each receipt is judged for itself by `reportedReceipt`, so that one
 * that is wrong does not keep the others back.
 */
export const receiptsInput = z.object({
  receipts: z.array(z.unknown().transform(withoutNul)).max(MOST_RECEIPTS),
});

export const receiptResult = z.object({
  fiscalDrive: z.string().nullable(),
  documentNumber: z.number().nullable(),
  fiscalSign: z.string().nullable(),
  result: z.enum(['accepted', 'duplicate', 'rejected']),
  /** why it is rejected; null otherwise */
  reason: z
    .enum([
      'INVALID',
      'NEGATIVE_SUM',
      'TOTAL_MISMATCH',
      'PAYMENT_MISMATCH',
      'CONTACT_INVALID',
      'NEITHER_PRINTED_NOR_SENT',
      'NUMBER_TAKEN',
    ])
    .nullable(),
  /** in words, for the cashier */
  detail: z.string().nullable(),
  /** which fields are wrong, for INVALID */
  fields: z.array(z.string()),
});
export type ReceiptResult = z.output<typeof receiptResult>;
export type RejectReason = NonNullable<ReceiptResult['reason']>;
