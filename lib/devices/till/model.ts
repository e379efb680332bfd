import type { z } from 'zod';
import type { Kopecks } from '@/lib/core/money';
import type { ReceiptDecision } from '@/lib/receipts/decide-receipt.rule';
import type { receiptResult, reportedReceipt } from '@/lib/receipts/device.schema';
import type { LetterReceipt } from '@/lib/receipts/letter/printed-receipt.rule';
import type { VatRate } from '@/lib/receipts/receipt-content';
import type { configAnswer } from '../config.schema';

/** Answers of the Device API as the till gets them. */
export type Config = z.output<typeof configAnswer>;
export type ReportedReceipt = z.input<typeof reportedReceipt>;
export type ReceiptResult = z.output<typeof receiptResult>;

export type TillOperation = 'SALE' | 'REFUND';
export type PaymentKind = 'CASH' | 'CARD';
export type Unit = 'PIECE' | 'WEIGHT';

export interface Good {
  readonly name: string;
  readonly price: Kopecks;
  readonly vat: VatRate;
  readonly unit: Unit;
}

export interface CartLine extends Good {
  readonly id: number;
  /** thousandths of a piece or of a kilogram */
  readonly milli: number;
}

export interface Cart {
  readonly operation: TillOperation;
  readonly lines: readonly CartLine[];
  readonly nextId: number;
}

/** What the till was registered with at the tax service; empty: not said. It prints this, the cabinet writes its own. */
export interface Registration {
  readonly seller: string;
  readonly inn: string;
  readonly place: string;
  readonly address: string;
  readonly kktRegNumber: string;
}

/** What somebody sets at the till, or what happens to it. */
export interface Condition {
  readonly posVersion: string;
  readonly ofdMode: 'ONLINE' | 'AUTONOMOUS';
  readonly paper: 'OK' | 'LOW' | 'OUT';
  readonly battery: number;
  readonly network: 'MOBILE' | 'WIFI' | 'ETHERNET';
  /** the cable is pulled out */
  readonly offline: boolean;
  /** modules cannot be put in: no room */
  readonly full: boolean;
  /** its clock is ahead of the right time by this */
  readonly skewSeconds: number;
}

/** A receipt that the cabinet has not answered for yet. */
export interface Waiting {
  /** drive and number */
  readonly key: string;
  /** as whom it was made: another terminal never reports it */
  readonly terminalId: string;
  readonly receipt: ReportedReceipt;
}

export interface Refused extends Waiting {
  /** why, in the words of the cabinet */
  readonly detail: string;
}

export interface Queue {
  /** in the order in which they were made */
  readonly waiting: readonly Waiting[];
  readonly refused: readonly Refused[];
  /** keys of the latest that the cabinet has, the oldest first */
  readonly done: readonly { readonly key: string; readonly result: 'accepted' | 'duplicate' }[];
}

export interface TapeReceipt {
  readonly kind: 'RECEIPT';
  readonly key: string;
  readonly receipt: LetterReceipt;
  readonly decision: ReceiptDecision;
  readonly payment: PaymentKind;
  /** null: paid by card */
  readonly cash: { readonly received: Kopecks; readonly change: Kopecks } | null;
}

export interface TapeReport {
  readonly kind: 'REPORT';
  readonly key: string;
  readonly title: string;
  readonly lines: readonly (readonly [name: string, value: string])[];
}

export type TapeEntry = TapeReceipt | TapeReport;

export interface Shift {
  readonly number: number;
  readonly open: boolean;
  readonly receipts: number;
  readonly sold: Record<PaymentKind, Kopecks>;
  readonly refunded: Record<PaymentKind, Kopecks>;
}

export interface InstalledModule {
  readonly slug: string;
  readonly version: string;
}

export interface AppliedModule {
  readonly slug: string;
  readonly state: 'INSTALLED' | 'REMOVED' | 'FAILED';
  readonly version: string | null;
  readonly error: string | null;
}

/** Everything that a till remembers; plain data, kept in the browser as one record. */
export interface Till {
  readonly serialNumber: string;
  readonly imei: string;
  readonly model: string;
  /** as the cabinet calls it; empty: not told */
  readonly name: string;
  readonly registration: Registration;
  readonly condition: Condition;
  readonly connection: { readonly terminalId: string; readonly token: string } | null;
  /** the cabinet does not know the token any more */
  readonly disowned: boolean;
  /** null: none has come yet */
  readonly config: Config | null;
  readonly applied: readonly AppliedModule[];
  /** tag of the configuration that the cabinet has been told of as applied */
  readonly reportedEtag: string | null;
  readonly installed: readonly InstalledModule[];
  /** the right time is ahead of the browser's by this; null: nobody has said */
  readonly aheadMs: number | null;
  /** number of the fiscal drive */
  readonly drive: string;
  /** which terminal the drive was registered as; null: none yet */
  readonly driveOf: string | null;
  readonly nextDocument: number;
  readonly shift: Shift;
  readonly cart: Cart;
  readonly queue: Queue;
  /** the latest first */
  readonly tape: readonly TapeEntry[];
}
