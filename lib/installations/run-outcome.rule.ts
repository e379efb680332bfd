import type { InstallationState } from './model';
import type { Verdict } from './plan.rule';

/** What has come of a request by now; GONE: removed since. */
export type RunOutcome = 'INSTALLED' | 'WAITING' | 'FAILED' | 'GONE' | 'ALREADY' | 'NEEDS' | 'CANNOT';

/** `states`: of what was asked of the terminal; null: not there. */
export function runOutcome(verdict: Verdict, states: readonly (InstallationState | null)[]): RunOutcome {
  if (verdict !== 'INSTALL') return verdict;
  if (states.includes('FAILED')) return 'FAILED';
  if (states.some((state) => state === 'REQUESTED' || state === 'WAITING_TERMINAL')) return 'WAITING';
  return states.every((state) => state === 'INSTALLED') ? 'INSTALLED' : 'GONE';
}
