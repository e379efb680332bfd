import type { LocalDate } from '@/lib/core/local-date';
import type { PosVersionVerdict } from '@/lib/terminals/pos-version.rule';

export const installationStates = [
  'REQUESTED',
  'WAITING_TERMINAL',
  'INSTALLED',
  'FAILED',
  'REMOVING',
  'REMOVED',
] as const;
export type InstallationState = (typeof installationStates)[number];

export type BlockCode =
  | 'NO_ENTITLEMENT'
  | 'MISSING_DEPENDENCY'
  | 'CONFLICT'
  | 'VERSION_TOO_OLD'
  | 'VERSION_UNKNOWN'
  | 'UNSUPPORTED_LINE';

/** Why a module cannot be installed on a terminal or does not work there. */
export interface BlockReason {
  readonly code: BlockCode;
  readonly moduleSlug: string;
  /** the module in the way, or the one that is missing */
  readonly otherSlug: string | null;
  /** the kit to buy, for NO_ENTITLEMENT */
  readonly kitSlug: string | null;
}

/** What the rules need to know of a terminal. */
export interface TerminalFacts {
  readonly terminalId: string;
  readonly posVersion: string | null;
  /** modules that are there or on their way there */
  readonly present: ReadonlySet<string>;
  /** plans with a living subscription on this terminal */
  readonly paidPlans: ReadonlySet<string>;
}

export interface InstalledModule {
  readonly moduleSlug: string;
  readonly state: InstallationState;
  readonly effective: 'ENABLED' | 'BLOCKED';
  readonly reasons: readonly BlockReason[];
  readonly appliedVersion: string | null;
  readonly error: string | null;
  readonly requestedAt: Date;
  readonly appliedAt: Date | null;
}

/** A module of the cabinet itself. */
export interface CabinetInstallation {
  readonly moduleSlug: string;
  readonly state: InstallationState;
  /** while REMOVING: the first day without it */
  readonly endsOn: LocalDate | null;
}

/** A smart card that a removal concerns. */
export interface ConcernedCard {
  readonly iccid: string;
  /** its label, or the terminal it stands in */
  readonly place: string | null;
}

export const versionProblem: Record<Exclude<PosVersionVerdict, 'OK'>, BlockCode> = {
  TOO_OLD: 'VERSION_TOO_OLD',
  UNKNOWN: 'VERSION_UNKNOWN',
  UNSUPPORTED_LINE: 'UNSUPPORTED_LINE',
};
