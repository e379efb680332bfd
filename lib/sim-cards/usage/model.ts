import type { LocalDate } from '@/lib/core/local-date';
import type { LimitAction, UsageLevel } from './usage.rule';

export interface DayUsage {
  readonly day: LocalDate;
  readonly bytes: number;
}

export interface MonthUsage {
  /** its first day */
  readonly month: LocalDate;
  readonly bytes: number;
}

/** Traffic of a card as its page shows it. */
export interface CardUsageView {
  /** the month that is looked at; its first day */
  readonly month: LocalDate;
  /** every day of it that has come */
  readonly days: readonly DayUsage[];
  readonly bytes: number;
  /** months with traffic, and this one, newest first */
  readonly months: readonly MonthUsage[];
  /** a month, in megabytes; null: none */
  readonly limitMb: number | null;
  /** the card's own; null: as the organization says, 0: none */
  readonly ownLimitMb: number | null;
  readonly organizationLimitMb: number | null;
  /** of the current month */
  readonly level: UsageLevel;
  readonly currentBytes: number;
  readonly whenOver: LimitAction;
  /** when the operator has last been asked; null: not yet */
  readonly syncedAt: Date | null;
}

export interface LimitPolicyView {
  /** a month, per card, in megabytes; null: none */
  readonly dataLimitMb: number | null;
  readonly whenOver: LimitAction;
}

export const NO_POLICY: LimitPolicyView = { dataLimitMb: null, whenOver: 'WARN' };
