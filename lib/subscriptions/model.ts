import type { BillingPeriod } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';

export const subscriptionStates = ['ACTIVE', 'PAST_DUE', 'EXPIRED'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

/** What is paid for: a smart card or a terminal, by the name people know. */
export type SubscriptionSubject =
  | { readonly simCardId: string; readonly name: string }
  | { readonly terminalId: string; readonly name: string };

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
}
