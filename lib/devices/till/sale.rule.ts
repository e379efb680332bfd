import { type Kopecks, kopecks } from '@/lib/core/money';
import { decideReceipt, type SaleAnswer } from '@/lib/receipts/decide-receipt.rule';
import { localTimeOf } from '@/lib/receipts/fiscal-code.rule';
import type { LetterReceipt } from '@/lib/receipts/letter/printed-receipt.rule';
import { cartTotal, changeOf, emptyCart, lineSum, MOST_TOTAL, ONE } from './cart.rule';
import type { PaymentKind, ReportedReceipt, Shift, TapeReceipt, Till } from './model';
import { enqueue, oldestWaiting, receiptKey } from './queue.rule';
import { settingAtTill } from './setting.rule';

/** A drive that could not report for so long sells nothing more (54-ФЗ; domain.md B4). */
const DRIVE_LOCKS_MS = 30 * 86_400_000;
const TAPE_LENGTH = 60;

export interface Moment {
  /** by the clock of the till */
  readonly ms: number;
  /** minutes by which the till's zone is ahead of UTC */
  readonly offset: number;
}

const two = (value: number) => String(value).padStart(2, '0');

/** «2026-11-21T17:05:10+03:00»: as the till's clock shows it. */
export function momentAt({ ms, offset }: Moment): string {
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, 19);
  const ahead = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.trunc(ahead / 60))}:${two(ahead % 60)}`;
}

/** Ten digits that follow from what is signed (FNV-1a, 32 bits): a drive's signature is secret, this one is not. */
export function fiscalSignOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return String(hash).padStart(10, '0');
}

export type SaleBlock =
  'NOT_CONNECTED' | 'PAPER_OUT' | 'BATTERY_EMPTY' | 'DRIVE_LOCKED' | 'EMPTY' | 'NOTHING_TO_PAY' | 'TOO_MUCH';

/**
 * Why no receipt can be made now; null: it can. Tape is needed even for an electronic receipt
 * (seed «Отправка чеков на e-mail»).
 */
export function saleBlock(
  till: Pick<Till, 'connection' | 'condition' | 'queue' | 'cart'>,
  now: number,
): SaleBlock | null {
  const { connection, condition, queue, cart } = till;
  if (!connection) return 'NOT_CONNECTED';
  if (condition.paper === 'OUT') return 'PAPER_OUT';
  if (condition.battery <= 0) return 'BATTERY_EMPTY';
  const oldest = oldestWaiting(queue, connection.terminalId);
  const waits = oldest === null ? 0 : now - Date.parse(oldest);
  if (condition.ofdMode === 'ONLINE' && waits > DRIVE_LOCKS_MS) return 'DRIVE_LOCKED';
  if (cart.lines.length === 0) return 'EMPTY';
  const total = cartTotal(cart);
  if (total <= 0) return 'NOTHING_TO_PAY';
  return total > MOST_TOTAL ? 'TOO_MUCH' : null;
}

export interface Payment {
  readonly kind: PaymentKind;
  /** of cash; paid exactly when it is not said */
  readonly received: Kopecks | null;
}

export interface SaleInput {
  readonly payment: Payment;
  /** as typed */
  readonly contact: string;
  /** asked only when the setting says so */
  readonly answer: SaleAnswer | null;
  readonly at: Moment;
}

const nothing: Record<PaymentKind, Kopecks> = { CASH: kopecks(0), CARD: kopecks(0) };

export const firstShift: Shift = { number: 0, open: false, receipts: 0, sold: nothing, refunded: nothing };

/** The shift that a receipt falls into: the open one, or the next. */
const openShift = (shift: Shift): Shift =>
  shift.open ? shift : { ...firstShift, number: shift.number + 1, open: true };

function counted(shift: Shift, operation: 'SALE' | 'REFUND', kind: PaymentKind, total: Kopecks): Shift {
  const side = operation === 'SALE' ? 'sold' : 'refunded';
  const sums = shift[side];
  return {
    ...shift,
    receipts: shift.receipts + 1,
    [side]: { ...sums, [kind]: kopecks(sums[kind] + total) },
  };
}

function receiptOf(till: Till, shift: Shift, input: SaleInput, decision: TapeReceipt['decision']) {
  const { cart, drive, nextDocument, registration, serialNumber } = till;
  const total = cartTotal(cart);
  const issuedAt = momentAt(input.at);
  const signed = [drive, nextDocument, issuedAt, cart.operation, total].join(' ');
  const items = cart.lines.map((line) => ({
    name: line.name,
    quantity: line.milli / ONE,
    price: line.price,
    sum: lineSum(line),
    vat: line.vat,
  }));
  const fiscal = {
    fiscalDrive: drive,
    documentNumber: nextDocument,
    fiscalSign: fiscalSignOf(signed),
    operation: cart.operation,
    total,
  };
  const { kind } = input.payment;
  const told = {
    cashier: 'Кассир',
    shift: shift.number,
    numberInShift: shift.receipts,
    taxSystem: 'OSN',
    printed: decision.printed,
    electronic: decision.electronic,
  } as const;
  const reported: ReportedReceipt = {
    ...fiscal,
    issuedAt,
    items,
    payment: kind,
    buyerContact: decision.to,
    ...told,
  };
  const receipt: LetterReceipt = {
    ...fiscal,
    buyerContact: decision.to ?? '',
    content: {
      ...told,
      localTime: localTimeOf(issuedAt, 'UTC'),
      items,
      payment: { ...nothingPaid, [kind === 'CASH' ? 'cash' : 'card']: total },
      seller: {
        name: registration.seller,
        inn: registration.inn,
        place: registration.place,
        address: registration.address,
        kktRegNumber: registration.kktRegNumber || null,
        terminalSerial: serialNumber,
      },
    },
  };
  return { reported, receipt };
}

const nothingPaid = { cash: kopecks(0), card: kopecks(0), other: kopecks(0) };

/**
 * The cart becomes a receipt: numbered, on the tape, waiting to be reported, all at once. What cannot be one (the rule
 * `saleBlock`, too little cash) changes nothing, so the same press twice makes one receipt.
 */
export function sell(till: Till, input: SaleInput): Till {
  const { cart, connection, queue, tape } = till;
  if (!connection || saleBlock(till, input.at.ms) !== null) return till;
  const total = cartTotal(cart);
  const received = input.payment.received ?? total;
  const change = changeOf(total, received);
  if (input.payment.kind === 'CASH' && change === null) return till;
  const decision = decideReceipt(settingAtTill(till), input);
  const shift = counted(openShift(till.shift), cart.operation, input.payment.kind, total);
  const { reported, receipt } = receiptOf(till, shift, input, decision);
  const key = receiptKey(reported.fiscalDrive, reported.documentNumber);
  const cash = input.payment.kind === 'CASH' && change !== null ? { received, change } : null;
  const entry: TapeReceipt = { kind: 'RECEIPT', key, receipt, decision, payment: input.payment.kind, cash };
  return {
    ...till,
    shift,
    cart: emptyCart('SALE'),
    nextDocument: till.nextDocument + 1,
    queue: enqueue(queue, { key, terminalId: connection.terminalId, receipt: reported }),
    tape: [entry, ...tape].slice(0, TAPE_LENGTH),
  };
}

/** A cart that gives back everything of a receipt, to be changed before it is done. */
export function refundOf({ receipt }: TapeReceipt): Till['cart'] {
  const lines = receipt.content.items.map((item, index) => ({
    id: index + 1,
    name: item.name,
    price: item.price,
    vat: item.vat ?? ('NONE' as const),
    unit: Number.isInteger(item.quantity) ? ('PIECE' as const) : ('WEIGHT' as const),
    milli: Math.round(item.quantity * ONE),
  }));
  return { operation: 'REFUND', lines, nextId: lines.length + 1 };
}
