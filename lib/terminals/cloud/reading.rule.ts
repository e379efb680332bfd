/** A page takes less: a reading that has given no sign of life for so long may be begun anew. */
const STALE_MS = 60_000;

/** Pauses after a cloud that did not answer, one after another; then the reading gives up. */
const AWAY_PAUSES_MS = [2_000, 5_000, 15_000, 60_000] as const;

/** So often in a row the cloud may ask to wait. */
const MOST_WAITS = 30;

/** So many pages of one kind; a cloud that has more is turning in circles. */
export const MOST_PAGES = 500;

export const isStale = (
  { touchedAt, waitsUntil }: { readonly touchedAt: Date; readonly waitsUntil: Date | null },
  now: Date,
): boolean => now.getTime() - Math.max(touchedAt.getTime(), waitsUntil?.getTime() ?? 0) > STALE_MS;

/** How long to wait after so many waits in a row; null: give up. */
export function pauseAfter(kind: 'busy' | 'unavailable', attempts: number, askedMs: number): number | null {
  if (kind === 'busy') return attempts < MOST_WAITS ? askedMs : null;
  return AWAY_PAUSES_MS[attempts] ?? null;
}
