import type { HardwareVerdict } from '@/lib/catalog/hardware.rule';
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
  | 'UNSUPPORTED_LINE'
  | 'NO_HARDWARE'
  | 'HARDWARE_UNKNOWN';

/** Why a module cannot be installed on a terminal or does not work there. */
export interface BlockReason {
  readonly code: BlockCode;
  readonly moduleSlug: string;
  /** the module in the way, the one that is missing, or the hardware */
  readonly otherSlug: string | null;
  /** for NO_ENTITLEMENT: the cheapest to buy by month; empty: it is not for sale */
  readonly planSlugs: readonly string[];
}

/** What the rules need to know of a terminal. */
export interface TerminalFacts {
  readonly terminalId: string;
  readonly posVersion: string | null;
  readonly model: string;
  /** modules that are there or on their way there */
  readonly present: ReadonlySet<string>;
  /** modules of the cabinet that work */
  readonly cabinet: ReadonlySet<string>;
  /** plans with a living subscription on this terminal */
  readonly paidPlans: ReadonlySet<string>;
}

export interface InstalledModule {
  readonly moduleSlug: string;
  readonly state: InstallationState;
  readonly effective: 'ENABLED' | 'BLOCKED';
  readonly reasons: readonly BlockReason[];
  /** since when it stands there and does not work, as far as it has been noticed */
  readonly blockedAt: Date | null;
  readonly appliedVersion: string | null;
  readonly error: string | null;
  readonly requestedAt: Date;
  readonly appliedAt: Date | null;
}

export interface ModulePlace {
  readonly terminalId: string;
  readonly name: string;
  readonly storeName: string;
  readonly installed: InstalledModule;
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

export const hardwareProblem: Record<Exclude<HardwareVerdict, 'OK'>, BlockCode> = {
  MISSING: 'NO_HARDWARE',
  UNKNOWN: 'HARDWARE_UNKNOWN',
};
