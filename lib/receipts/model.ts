import type { InstallationState } from '@/lib/installations/model';
import type { PosVersionVerdict } from '@/lib/terminals/pos-version.rule';
import type { AddressState } from './address-confirmation.rule';

/** What the terminal does with a receipt (seed «Отправка чеков на e-mail», step 3). */
export const printModes = ['ASK', 'BOTH', 'ELECTRONIC_ONLY', 'PAPER_ONLY'] as const;
export type PrintMode = (typeof printModes)[number];

export const settingScopes = ['ORGANIZATION', 'STORE', 'TERMINAL'] as const;
export type SettingScope = (typeof settingScopes)[number];

export const receiptStatuses = [
  'QUEUED',
  'SENT',
  'DELIVERED',
  'BOUNCED',
  'FAILED',
  'VIA_OFD',
  'PRINTED',
] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

export type LetterState = 'QUEUED' | 'SENDING' | 'SENT' | 'DELIVERED' | 'BOUNCED' | 'FAILED';
/** OTHER: an address that a person named when sending it again. */
export type LetterAddressee = 'BUYER' | 'DEFAULT' | 'OTHER';

/** Own values of one scope. `null` is inherited; an empty address is «without an address», said on purpose. */
export interface OwnSetting {
  readonly printMode: PrintMode | null;
  readonly defaultEmail: string | null;
}

/** A value and the scope it comes from; `DEFAULT`: nobody has chosen yet. */
export interface Sourced<T> {
  readonly value: T;
  readonly from: SettingScope | 'DEFAULT';
}

export interface ChosenSetting {
  readonly printMode: Sourced<PrintMode>;
  /** `null`: no default address */
  readonly defaultEmail: Sourced<string | null>;
  /** the owner of that address has agreed to get receipts; until then it does not apply */
  readonly addressConfirmed: boolean;
}

/** What of a terminal decides whether a chosen setting can be applied. */
export interface TerminalFacts {
  /** «Отправка чеков на e-mail» is installed and not blocked */
  readonly moduleWorks: boolean;
  readonly autonomous: boolean;
  /** EvotorPOS against the floor of the default address */
  readonly version: PosVersionVerdict;
}

export type EffectiveReason =
  | 'AUTONOMOUS'
  | 'MODULE_NOT_WORKING'
  | 'ADDRESS_NOT_CONFIRMED'
  | 'POS_VERSION_TOO_OLD'
  | 'POS_VERSION_UNSUPPORTED'
  | 'POS_VERSION_UNKNOWN';

export interface EffectiveSetting {
  /** what the terminal does now; the chosen one is kept beside it */
  readonly printMode: PrintMode;
  readonly chosenPrintMode: PrintMode;
  /** ASCII form, as it goes into the receipt */
  readonly defaultEmail: string | null;
  readonly defaultEmailApplies: boolean;
  /** why something chosen is not applied; empty when all is */
  readonly reasons: readonly EffectiveReason[];
}

export const readinessSteps = [
  'ENTITLEMENT',
  'REQUIRED',
  'MODULE',
  'CONFLICT',
  'VERSION',
  'ADDRESS',
  'OFD',
  'PAPER',
] as const;
export type ReadinessStep = (typeof readinessSteps)[number];

/**
 * MISSING: somebody has to do something. WAITING: under way by itself. LIMITED: works, but not all of it.
 * REMINDER: nothing can check it.
 */
export type ReadinessStatus = 'DONE' | 'WAITING' | 'MISSING' | 'LIMITED' | 'REMINDER';

export interface ReadinessItem {
  readonly step: ReadinessStep;
  readonly status: ReadinessStatus;
  /** names of the modules or of the kit that it is about */
  readonly names: readonly string[];
  readonly installation?: InstallationState | null;
  /** the modules themselves, in the order of the names */
  readonly moduleSlugs?: readonly string[];
}

export type ReadinessSummary = 'READY' | 'LIMITED' | 'WAITING' | 'NOT_READY';

export interface Readiness {
  readonly summary: ReadinessSummary;
  readonly items: readonly ReadinessItem[];
  /** the first thing somebody has to do */
  readonly next: ReadinessItem | null;
}

/** One scope as the screen shows it. */
export interface SettingView {
  readonly scope: SettingScope;
  /** store or terminal; null for the organization */
  readonly targetId: string | null;
  readonly name: string;
  /** the store that stands between a terminal and the organization */
  readonly storeName: string | null;
  readonly own: OwnSetting;
  readonly chosen: ChosenSetting;
  /** what would be in force without own values */
  readonly inherited: ChosenSetting;
  readonly version: number;
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
}

/** How it stands with the owner of the address in force. */
export interface AddressView {
  /** as a person typed it */
  readonly address: string;
  readonly state: AddressState;
  readonly sentAt: Date | null;
  readonly expiresAt: Date | null;
  /** another letter may go from then on; null: now */
  readonly nextLetterAt: Date | null;
  /** why the letter did not arrive, for people */
  readonly failure: string | null;
}

export interface TerminalSettingRow {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  readonly posVersion: string | null;
  readonly setting: SettingView;
  readonly effective: EffectiveSetting;
  readonly readiness: Readiness;
}

/** A line of the worklist on the home page. */
export interface AttentionItem {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}
