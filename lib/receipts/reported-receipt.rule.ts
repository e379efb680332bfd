import { type Kopecks, kopecks } from '@/lib/core/money';
import { type Result, refusal, success } from '@/lib/core/result';
import { type Contact, contactOf } from './contact.rule';
import type { RejectReason, ReportedReceipt } from './device.schema';
import type { ReceiptItem, ReceiptPayment } from './receipt-content';

/** Less than a rouble may be dropped from a total in the buyer's favour. */
const ROUNDING = 100;

export interface CheckedReceipt {
  readonly total: Kopecks;
  readonly items: readonly ReceiptItem[];
  readonly payment: ReceiptPayment;
  readonly contact: Contact | null;
}

function paymentOf(payment: ReportedReceipt['payment'], total: number): ReceiptPayment {
  const split =
    typeof payment === 'string'
      ? { cash: payment === 'CASH' ? total : 0, card: payment === 'CARD' ? total : 0, other: 0 }
      : payment;
  return { cash: kopecks(split.cash), card: kopecks(split.card), other: kopecks(split.other) };
}

/**
 * Whether a reported receipt can be one: sums are not negative (a refund is an operation, not a minus), the items make
 * the total up to the rounding, the payment makes it exactly, the contact is one, somebody got it.
 */
export function checkReported(receipt: ReportedReceipt): Result<CheckedReceipt, RejectReason> {
  const { items, total, printed, electronic } = receipt;
  const payment = paymentOf(receipt.payment, total);
  const sums = [total, payment.cash, payment.card, payment.other];
  const isNegative = items.some((item) => item.price < 0 || item.sum < 0 || item.quantity <= 0);
  if (isNegative || sums.some((sum) => sum < 0)) return refusal('NEGATIVE_SUM');
  const dropped = items.reduce((sum, item) => sum + item.sum, 0) - total;
  if (dropped < 0 || dropped >= ROUNDING) return refusal('TOTAL_MISMATCH');
  if (payment.cash + payment.card + payment.other !== total) return refusal('PAYMENT_MISMATCH');
  const typed = receipt.buyerContact?.trim() ?? '';
  const contact = typed === '' ? null : contactOf(typed);
  if (typed !== '' && contact === null) return refusal('CONTACT_INVALID');
  if (!printed && !electronic) return refusal('NEITHER_PRINTED_NOR_SENT');
  return success({
    total: kopecks(total),
    items: items.map(({ name, quantity, price, sum, vat }) => ({
      name,
      quantity,
      price: kopecks(price),
      sum: kopecks(sum),
      vat: vat ?? null,
    })),
    payment,
    contact,
  });
}
