export const cardLogKinds = [
  'CLAIMED',
  'BOUND',
  'UNBOUND',
  'LABELLED',
  'LIMIT_SET',
  'LIMIT_NEAR',
  'LIMIT_OVER',
  'DEVICE_CHANGED',
  'IMEI_LOCKED',
  'IMEI_UNLOCKED',
  'IMEI_LOCK_FAILED',
  'OPERATOR_UNKNOWN',
  'OPERATOR_KNOWN',
  'OPERATOR_ALIVE',
  'OPERATOR_CLOSED',
] as const;
export type CardLogKind = (typeof cardLogKinds)[number];

/** What happened to a card besides its states. */
export interface CardLogView {
  readonly id: string;
  readonly at: Date;
  readonly kind: CardLogKind;
  readonly actorName: string;
  /** as people read it: a terminal, a label, a number */
  readonly before: string | null;
  readonly after: string | null;
}

/** What the comparison with the operator found and could not put right. */
export type CardMismatch = 'UNKNOWN' | 'ALIVE';

export interface CardNoteView {
  readonly id: string;
  readonly text: string;
  readonly authorName: string;
  readonly createdAt: Date;
  /** written by the reader */
  readonly isOwn: boolean;
}

/** A terminal that the card may be bound to. */
export interface BindOption {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  /** «…6789» of the card that is on it; null: free */
  readonly takenBy: string | null;
}

export interface ImeiLockView {
  /** the only device that the operator lets the card work in; null: it works in all */
  readonly imei: string | null;
  /** a change under way at the operator */
  readonly pending: { readonly imei: string | null; readonly since: Date } | null;
  /** why the last change came to nothing */
  readonly problem: string | null;
}

/** Where the card has been seen, and where it belongs. */
export interface CardDeviceView {
  readonly imei: string | null;
  readonly seenAt: Date | null;
  readonly terminalImei: string | null;
  readonly isElsewhere: boolean;
  /** the terminal with the IMEI that the card was seen in, of those in scope */
  readonly seenInTerminal: { readonly id: string; readonly name: string } | null;
  readonly lock: ImeiLockView;
}
