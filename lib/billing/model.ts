import type { Kopecks } from '@/lib/core/money';

export const ledgerKinds = [
  'TOP_UP',
  'TOP_UP_REFUND',
  'SUBSCRIPTION',
  'CARD_ORDER',
  'CARD_ORDER_REFUND',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** What is left out is everything; what cannot be read is left out. */
export interface LedgerFilter {
  readonly kind?: LedgerKind | undefined;
  /** «2026-11», or a year, «2026» */
  readonly month?: string | undefined;
}

export type PaymentState = 'CREATED' | 'PENDING' | 'SUCCEEDED' | 'CANCELLED';
export type PaymentKind = 'TOP_UP' | 'AUTOPAY';
export type RefundState = PaymentState;
export type PaymentCardState = 'ACTIVE' | 'REMOVED' | 'REVOKED' | 'UNUSABLE';

export interface PaymentCard {
  readonly id: string;
  readonly state: PaymentCardState;
  /** as «MasterCard» */
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly addedBy: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** the provider's code that ended it; null: a person removed it */
  readonly endReason: string | null;
}

export interface AutopayView {
  /** what is charged; null: autopay is off */
  readonly cardId: string | null;
  /** why the system has switched it off */
  readonly offReason: string | null;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

/** A charge that autopay has made or tried. */
export interface AutopayCharge {
  readonly id: string;
  readonly amount: Kopecks;
  readonly state: PaymentState;
  readonly purpose: string | null;
  readonly cancellationReason: string | null;
  readonly createdAt: Date;
}

export interface Refund {
  readonly id: string;
  readonly amount: Kopecks;
  readonly state: RefundState;
  readonly cancellationReason: string | null;
  readonly actorName: string;
  readonly createdAt: Date;
}

export interface LedgerLine {
  readonly id: string;
  readonly kind: LedgerKind;
  readonly occurredAt: Date;
  readonly description: string;
  /** what the account gained; negative when it paid */
  readonly amount: Kopecks;
  readonly actorName: string;
}

export interface LedgerPage {
  readonly lines: readonly LedgerLine[];
  /** cursors of the neighbouring pages; null: there is none */
  readonly olderCursor: string | null;
  readonly newerCursor: string | null;
}

export interface LedgerTotals {
  readonly count: number;
  readonly came: Kopecks;
  readonly went: Kopecks;
  /** before the first of them and after the last; null: only some of the movements are looked at */
  readonly account: { readonly opening: Kopecks; readonly closing: Kopecks } | null;
}

/** What movements are spent on; money that is put on the account and taken back is not spent. */
export type SpendingKind = 'SUBSCRIPTION' | 'CARD_ORDER';

export interface TopUp {
  readonly id: string;
  readonly kind: PaymentKind;
  readonly amount: Kopecks;
  /** went back, or is on its way */
  readonly refunded: Kopecks;
  /** the kept card that is charged; null: it is entered on the provider's page */
  readonly cardId: string | null;
  readonly state: PaymentState;
  /** page of the provider where the card is entered */
  readonly confirmationUrl: string | null;
  /** what autopay was asked for, in words */
  readonly purpose: string | null;
  /** the provider's code, as `insufficient_funds` */
  readonly cancellationReason: string | null;
  readonly createdAt: Date;
}
