const SLOWEST_POLL_MS = 60_000;
const SLOWEST_RETRY_MS = 30_000;

/** Pause before asking how an order stands; the count starts anew with every change: 2 s, 4 s … 1 min. */
export const askAgainMs = (attempt: number): number =>
  Math.min(SLOWEST_POLL_MS, 2_000 * 2 ** Math.min(attempt, 10));

/** Pause before trying again an operator that cannot be reached: 1 s, 2 s, 4 s … 30 s. */
export const tryAgainMs = (attempt: number): number =>
  Math.min(SLOWEST_RETRY_MS, 1_000 * 2 ** Math.min(attempt, 10));
