import type { Kopecks } from '@/lib/core/money';

export const ledgerKinds = ['TOP_UP', 'SUBSCRIPTION', 'CARD_ORDER', 'CARD_ORDER_REFUND'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** What is left out is everything; what cannot be read is left out. */
export interface LedgerFilter {
  readonly kind?: LedgerKind | undefined;
  /** «2026-11», or a year, «2026» */
  readonly month?: string | undefined;
}

export type PaymentState = 'CREATED' | 'PENDING' | 'SUCCEEDED' | 'CANCELLED';

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

export interface TopUp {
  readonly id: string;
  readonly amount: Kopecks;
  readonly state: PaymentState;
  /** page of the provider where the card is entered */
  readonly confirmationUrl: string | null;
  /** the provider's code, as `insufficient_funds` */
  readonly cancellationReason: string | null;
  readonly createdAt: Date;
}
