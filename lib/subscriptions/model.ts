import type { BillingPeriod } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';

export const subscriptionStates = ['ACTIVE', 'PAST_DUE', 'EXPIRED'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

/** What is paid for: a smart card or a terminal, by the name people know. */
export type SubscriptionSubject =
  | { readonly simCardId: string; readonly name: string }
  | { readonly terminalId: string; readonly name: string };

/** What decides about the next charge. */
export interface RenewalTerms {
  readonly state: SubscriptionState;
  readonly period: BillingPeriod;
  readonly pendingPeriod: BillingPeriod | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly anchorDate: LocalDate;
  readonly periodIndex: number;
  readonly paidMonths: number;
  /** first day not paid */
  readonly periodEnd: LocalDate;
  /** day of the last attempt that found too little money */
  readonly triedOn: LocalDate | null;
}

/** A subscription that is not over, for the domains that ask whether something is paid. */
export interface LivingSubscription {
  readonly id: string;
  readonly planSlug: string;
  readonly simCardId: string | null;
  readonly terminalId: string | null;
  readonly state: 'ACTIVE' | 'PAST_DUE';
  readonly period: BillingPeriod;
  /** first day not paid */
  readonly periodEnd: LocalDate;
  readonly cancelAtPeriodEnd: boolean;
  readonly stoppedByRemoval: boolean;
}

export interface NextCharge {
  readonly on: LocalDate;
  readonly amount: Kopecks;
  readonly period: BillingPeriod;
  /** end of the period that it pays */
  readonly until: LocalDate;
}

export interface SubscriptionRow extends RenewalTerms {
  readonly id: string;
  readonly planSlug: string;
  readonly planName: string;
  readonly subject: {
    readonly kind: 'SMART_CARD' | 'TERMINAL';
    readonly id: string;
    /** «…6789» or the terminal's name */
    readonly name: string;
    /** where the card stands, or null */
    readonly place: string | null;
    readonly storeName: string | null;
  };
  readonly periodStart: LocalDate;
  readonly endedOn: LocalDate | null;
  /** null: stopped or over */
  readonly nextCharge: NextCharge | null;
  /** over for lack of money: a top-up until this day brings it back */
  readonly revivableUntil: LocalDate | null;
  readonly prices: Readonly<Record<BillingPeriod, Kopecks>>;
}

export interface SubscriptionCharge {
  readonly id: string;
  readonly at: Date;
  readonly period: BillingPeriod;
  readonly periodStart: LocalDate;
  readonly periodEnd: LocalDate;
  readonly amount: Kopecks;
  readonly actorName: string;
}

export interface UpcomingCharge {
  readonly date: LocalDate;
  readonly amount: Kopecks;
  readonly count: number;
}

/** A line of the worklist on the home page. */
export interface AttentionItem {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

export const stateFilters = ['RENEWING', 'STOPPED', 'PAST_DUE', 'EXPIRED'] as const;
export type StateFilter = (typeof stateFilters)[number];

export interface SubscriptionFilter {
  readonly state?: StateFilter | undefined;
  readonly period?: BillingPeriod | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly size?: number;
}

export interface SubscriptionPage {
  readonly rows: readonly SubscriptionRow[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
}
