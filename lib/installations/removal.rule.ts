import type { LocalDate } from '@/lib/core/local-date';

/** First day without the module: the latest paid end after today, or null when nothing is paid any more. */
export function removalEnd(
  paid: readonly { readonly periodEnd: LocalDate }[],
  today: LocalDate,
): LocalDate | null {
  const ends = paid.map((each) => each.periodEnd).filter((end) => end > today);
  return ends.sort().at(-1) ?? null;
}
