import type { BillingPeriod } from '@/lib/catalog/model';
import type { Kopecks } from '@/lib/core/money';
import type { ActivationOffer, SimCardState } from '../model';
import type { BulkItemState, BulkState } from './bulk-state.rule';

/** What can be done to many cards at once. */
export const bulkActions = ['ACTIVATE', 'DEACTIVATE'] as const;
export type BulkAction = (typeof bulkActions)[number];

export type BulkOrigin = 'TEXT' | 'FILE' | 'SELECTION' | 'RETRY';

export type BulkCounts = Readonly<Record<BulkItemState, number>>;

export interface BulkRow {
  readonly id: string;
  readonly action: BulkAction;
  readonly state: BulkState;
  readonly origin: BulkOrigin;
  readonly fileName: string | null;
  readonly total: number;
  readonly counts: BulkCounts;
  readonly actorName: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A reason and how many cards it keeps back. */
export interface BulkReason {
  readonly code: string;
  readonly count: number;
}

export interface BulkDetail extends BulkRow {
  readonly retryOfId: string | null;
  readonly period: BillingPeriod | null;
  readonly stopRenewal: boolean;
  readonly maxCharge: Kopecks | null;
  readonly charged: Kopecks;
  /** why it waits; null: a person paused it, or it does not wait */
  readonly pauseReason: string | null;
  readonly pauseCode: string | null;
  readonly confirmedAt: Date | null;
  readonly reasons: readonly BulkReason[];
  /** what may be taken again: not done and not a mistake in the list */
  readonly repeatable: number;
  /** cards that ended in the last half minute, a second */
  readonly perSecond: number;
}

/** What a checked list would cost; before it is confirmed. */
export interface BulkOffer {
  readonly cards: number;
  readonly toPay: number;
  readonly offers: readonly ActivationOffer[];
  /** null: the role does not see the account */
  readonly balance: Kopecks | null;
  /** of the cards to be switched off: whose subscriptions would be renewed */
  readonly renewing: number;
}

export interface BulkItemRow {
  readonly position: number;
  readonly line: number;
  readonly text: string;
  readonly iccid: string | null;
  readonly simCardId: string | null;
  readonly state: BulkItemState;
  readonly cardState: SimCardState | null;
  readonly reason: string | null;
}

export interface BulkItemPage {
  readonly rows: readonly BulkItemRow[];
  readonly previous: number | null;
  readonly next: number | null;
}

/** What the list of one bulk is filtered by. */
export const itemFilters = ['BAD', 'WAITING', 'RUNNING', 'DONE', 'LEFT'] as const;
export type ItemFilter = (typeof itemFilters)[number];

export const ITEMS_PER_PAGE = 50;
