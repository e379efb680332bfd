import type { BillingPeriod } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import type { Kopecks } from '@/lib/core/money';
import type { SimAction } from './operator.port';

export type { SimAction };

/** What a module must bring to open smart cards, and what the plan on a card is found by; which one does is data. */
export const SIM_CARD_MODULE = 'SIM_CARDS';

export const simCardStates = [
  'READY',
  'ACTIVATING',
  'ACTIVATION_FAILED',
  'ACTIVE',
  'DEACTIVATING',
  'INACTIVE',
  'SUSPENDED',
  'TERMINATED',
] as const;
export type SimCardState = (typeof simCardStates)[number];

/** Why the system holds a card switched off, or is about to. */
export type SuspendReason = 'PAYMENT' | 'LIMIT' | 'IMEI' | 'ESIA';

/** Where a card belongs when nothing holds it. */
export type IntendedState = 'ACTIVE' | 'INACTIVE';

export const operationStates = [
  'QUEUED',
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'INTERRUPTED',
  'TIMED_OUT',
] as const;
export type OperationState = (typeof operationStates)[number];

export interface OperationView {
  readonly action: SimAction;
  readonly state: OperationState;
  readonly previousState: SimCardState;
  /** the operator's own words, or ours for a time-out */
  readonly reason: string | null;
  readonly acceptedAt: Date | null;
  readonly unreachableAt: Date | null;
}

/** What pays for the card; null: nothing. */
export interface CardPayment {
  readonly period: BillingPeriod;
  /** first day not paid */
  readonly until: LocalDate;
  readonly renews: boolean;
  readonly pastDue: boolean;
}

export interface OperatorView {
  readonly slug: string;
  readonly name: string;
  readonly integrated: boolean;
}

export interface SimCardRow {
  readonly id: string;
  readonly iccid: string;
  readonly msisdn: string | null;
  readonly label: string | null;
  readonly state: SimCardState;
  readonly suspendReason: SuspendReason | null;
  readonly terminalName: string | null;
  readonly operator: OperatorView;
  readonly payment: CardPayment | null;
  /** the last one, open or not */
  readonly operation: OperationView | null;
}

/** A card that a search over everything has found. */
export interface FoundCard {
  readonly id: string;
  readonly iccid: string;
  readonly msisdn: string | null;
  readonly label: string | null;
  readonly state: SimCardState;
  readonly terminalName: string | null;
  readonly storeId: string | null;
  readonly storeName: string | null;
}

export interface SimCardList {
  readonly rows: readonly SimCardRow[];
  /** counted up to `COUNT_LIMIT`; one more means «more than» */
  readonly total: number;
  readonly previous: string | null;
  readonly next: string | null;
}

export const COUNT_LIMIT = 1000;
export const PAGE_SIZE = 50;

export interface SimCardEventView {
  readonly id: string;
  readonly at: Date;
  readonly fromState: SimCardState;
  readonly toState: SimCardState;
  readonly actorName: string;
  readonly reason: string | null;
  /** how long the operator took */
  readonly durationMs: number | null;
}

export interface SimCardDetail extends SimCardRow {
  readonly stateChangedAt: Date;
  readonly createdAt: Date;
  readonly lastTrafficAt: Date | null;
  readonly terminal: { readonly id: string; readonly name: string } | null;
  readonly store: { readonly id: string; readonly name: string } | null;
  readonly order: { readonly id: string; readonly number: number } | null;
  /** newest first */
  readonly history: readonly SimCardEventView[];
}

/** What activating costs with one period; for all cards that are to be paid. */
export interface ActivationOffer {
  readonly period: BillingPeriod;
  readonly perCard: Kopecks;
  readonly total: Kopecks;
  readonly nextChargeOn: LocalDate;
  /** for one card, against paying monthly */
  readonly savingPerYear: Kopecks;
}

export interface ActivationQuote {
  readonly cards: number;
  /** cards without a living subscription */
  readonly toPay: number;
  readonly offers: readonly ActivationOffer[];
  /** null: the role does not see the account */
  readonly balance: Kopecks | null;
}
