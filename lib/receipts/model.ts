/** What the terminal does with a receipt (seed «Отправка чеков на e-mail», step 3). */
export const printModes = ['ASK', 'BOTH', 'ELECTRONIC_ONLY', 'PAPER_ONLY'] as const;
export type PrintMode = (typeof printModes)[number];

export const settingScopes = ['ORGANIZATION', 'STORE', 'TERMINAL'] as const;
export type SettingScope = (typeof settingScopes)[number];

export type ReceiptStatus = 'PRINTED' | 'QUEUED' | 'SENT' | 'NOT_DELIVERED';

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
}

export type VersionVerdict = 'OK' | 'TOO_OLD' | 'UNSUPPORTED_LINE' | 'UNKNOWN';

/** What of a terminal decides whether a chosen setting can be applied. */
export interface TerminalFacts {
  /** «Отправка чеков на e-mail» is installed and not blocked */
  readonly moduleWorks: boolean;
  readonly autonomous: boolean;
  /** EvotorPOS against the floor of the default address */
  readonly version: VersionVerdict;
}

export type EffectiveReason =
  | 'AUTONOMOUS'
  | 'MODULE_NOT_WORKING'
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
