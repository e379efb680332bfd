import { addDays, addMonths, type LocalDate } from '@/lib/core/local-date';

/** Operators and till makers count a megabyte as 1,000,000 bytes. */
export const MEGABYTE = 1_000_000;

export const usageLevels = ['NONE', 'NEAR', 'OVER'] as const;
export type UsageLevel = (typeof usageLevels)[number];

const NEAR_SHARE = 0.8;

/** The first day of the month. */
export const monthOf = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01` as LocalDate;

/** In megabytes a month; null: none. A limit of the card's own goes before the organization's, 0 means none. */
export const effectiveLimit = (ofCard: number | null, ofOrganization: number | null): number | null =>
  (ofCard ?? ofOrganization) || null;

/** A warning comes at four fifths of the limit, and when it is reached. */
export function usageLevel(bytes: number, limitMb: number | null): UsageLevel {
  if (limitMb === null) return 'NONE';
  const share = bytes / (limitMb * MEGABYTE);
  return share >= 1 ? 'OVER' : share >= NEAR_SHARE ? 'NEAR' : 'NONE';
}

export type LimitAction = 'WARN' | 'SUSPEND';

/** Minutes of the store's day; closing before opening is the next day, both the same is round the clock. */
export interface WorkingHours {
  readonly opensAt: number;
  readonly closesAt: number;
}

const DAY = 24 * 60;
/** Switching a card on takes minutes, so it begins before the store opens. */
const BEFORE_OPENING = 30;

/** True as soon as the store opens within half an hour. Hours that nobody has given: always at work. */
export function isWorkingTime(hours: WorkingHours | null, minute: number): boolean {
  if (hours === null || hours.opensAt === hours.closesAt) return true;
  const from = (hours.opensAt - BEFORE_OPENING + DAY) % DAY;
  const length = (hours.closesAt - hours.opensAt + DAY) % DAY;
  return (minute - from + DAY) % DAY < length + BEFORE_OPENING;
}

export interface LimitedCard {
  readonly level: UsageLevel;
  readonly whenOver: LimitAction;
  readonly hours: WorkingHours | null;
  /** minutes since midnight in the store */
  readonly minute: number;
}

/**
 * A limit is soft: it warns. Where the organization wants more, a card over it is held off, but never while its store
 * works (product.md 3.4): before the opening it is let go again, whatever it has used.
 */
export const isHeldByLimit = ({ level, whenOver, hours, minute }: LimitedCard): boolean =>
  level === 'OVER' && whenOver === 'SUSPEND' && !isWorkingTime(hours, minute);

const BACKFILL_MONTHS = 5;
const LATE_DAYS = 3;

/**
 * Months to ask the operator for, «YYYY-MM», oldest first: from the day of the last answer less three, as operators
 * count late; the first time half a year, but no month before the card came.
 */
export function monthsToAsk(today: LocalDate, lastAnswer: LocalDate | null, cameOn: LocalDate): string[] {
  const earliest =
    lastAnswer === null ? addMonths(monthOf(today), -BACKFILL_MONTHS) : addDays(lastAnswer, -LATE_DAYS);
  const from = monthOf(earliest > cameOn ? earliest : cameOn);
  const months: string[] = [];
  for (let month = from; month <= today; month = addMonths(month, 1)) months.push(month.slice(0, 7));
  return months.length > 0 ? months : [today.slice(0, 7)];
}
