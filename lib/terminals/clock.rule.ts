import { counted } from '@/lib/core/text';

/** A till's clock may be off by this: receipts are dated by it. */
export const CLOCK_TOLERANCE_SECONDS = 5 * 60;

export const isClockWrong = (skewSeconds: number | null): skewSeconds is number =>
  skewSeconds !== null && Math.abs(skewSeconds) > CLOCK_TOLERANCE_SECONDS;

/**
 * What a request says of its sender's clock: the time in its body, or its `Date` header. Without both, only a receipt
 * that would come from the future tells something. Null: nothing is known.
 */
export function reportedClock(
  said: { readonly now?: Date | null | undefined; readonly oldestPendingAt?: Date | null | undefined },
  dateHeader: string | null,
  serverNow: Date,
): Date | null {
  if (said.now) return said.now;
  const header = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (!Number.isNaN(header)) return new Date(header);
  const oldest = said.oldestPendingAt ?? null;
  return oldest && oldest > serverNow ? oldest : null;
}

/** «спешат на 3 дня», «отстают на 40 минут» */
export function clockInWords(skewSeconds: number): string {
  const off = Math.abs(skewSeconds);
  const amount =
    off < 3600
      ? counted(Math.round(off / 60), ['минуту', 'минуты', 'минут'])
      : off < 2 * 86_400
        ? counted(Math.round(off / 3600), ['час', 'часа', 'часов'])
        : counted(Math.round(off / 86_400), ['день', 'дня', 'дней']);
  return `${skewSeconds > 0 ? 'спешат' : 'отстают'} на ${amount}`;
}
