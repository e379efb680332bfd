import type { SubscriptionRow } from './model';

export type Decision = 'renew' | 'period' | 'stop' | 'resume';

/** What a person can decide about a subscription now, the main thing first; the commands check it again. */
export function decisionsFor(
  sub: Pick<SubscriptionRow, 'state' | 'cancelAtPeriodEnd' | 'revivableUntil'>,
): Decision[] {
  if (sub.state === 'EXPIRED') return sub.revivableUntil ? ['stop'] : [];
  if (sub.cancelAtPeriodEnd) return sub.state === 'ACTIVE' ? ['resume', 'period'] : [];
  return ['renew', 'period', 'stop'];
}
