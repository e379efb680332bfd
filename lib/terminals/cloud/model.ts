/** The terminals' side of the cloud, as screens and rules know it. Keys are ids of the cloud in lower case. */
export type StoreSimilarity = 'BOTH' | 'NAME' | 'ADDRESS';

export interface StoreSuggestion {
  readonly storeId: string;
  readonly name: string;
  readonly because: StoreSimilarity;
}

/** A store that is in the cloud only. */
export interface NewStore {
  readonly key: string;
  readonly cloudId: string;
  readonly name: string;
  readonly address: string | null;
  /** IANA name by the clocks of its terminals; null: they say nothing, or not the same */
  readonly timeZone: string | null;
  /** new terminals that come with it */
  readonly terminals: number;
  readonly suggestion: StoreSuggestion | null;
}

export const changedFields = ['name', 'address', 'store', 'serialNumber', 'imei', 'model'] as const;
export type ChangedField = (typeof changedFields)[number];

/** What the cloud says now and did not say when it was last taken over. */
export interface FieldChange {
  readonly field: ChangedField;
  readonly before: string | null;
  readonly after: string;
  /** what the cabinet has, where it was changed here meanwhile; null: what the cloud said before */
  readonly ours: string | null;
}

/** `updatedAt`: ISO moment of the change in the cloud. */
export interface ChangedStore {
  readonly key: string;
  readonly storeId: string;
  readonly name: string;
  readonly changes: readonly FieldChange[];
  readonly updatedAt: string | null;
}

export interface GoneStore {
  readonly key: string;
  readonly storeId: string;
  readonly name: string;
}

export interface NewTerminal {
  readonly key: string;
  readonly cloudId: string;
  readonly name: string;
  /** store of the cloud, and its name */
  readonly storeKey: string;
  readonly storeName: string;
  readonly serialNumber: string;
  readonly imei: string | null;
  readonly model: string;
}

/** A terminal that the cabinet has already, as by pairing: it is tied, and stays as it is. */
export interface JoinedTerminal {
  readonly key: string;
  readonly cloudId: string;
  readonly terminalId: string;
  readonly name: string;
  readonly serialNumber: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly by: 'SERIAL' | 'IMEI';
  /** what the cloud says differently */
  readonly cloudName: string | null;
  readonly cloudStoreName: string | null;
  /** store of the cloud that it stands in */
  readonly cloudStoreKey: string | null;
}

export interface ChangedTerminal {
  readonly key: string;
  readonly terminalId: string;
  readonly name: string;
  readonly storeId: string;
  readonly changes: readonly FieldChange[];
  /** store of the cloud that it has moved to */
  readonly movedTo: string | null;
  readonly updatedAt: string | null;
}

export interface GoneTerminal {
  readonly key: string;
  readonly terminalId: string;
  readonly name: string;
  readonly storeId: string;
}

/**
 * NUMBER: no usable serial number, whatever the reason (missing, malformed, another organization's).
 * NO_STORE: the cloud names no store of its own. ELSEWHERE: it has moved out of the stores of the reader.
 */
export type UnusableReason = 'NUMBER' | 'NO_STORE' | 'ELSEWHERE';

export interface UnusableTerminal {
  readonly key: string;
  readonly name: string;
  readonly serialNumber: string | null;
  readonly reason: UnusableReason;
}

/** What of the cloud is not in the cabinet, and the other way round. */
export interface Difference {
  readonly newStores: readonly NewStore[];
  readonly changedStores: readonly ChangedStore[];
  readonly goneStores: readonly GoneStore[];
  readonly newTerminals: readonly NewTerminal[];
  readonly joinedTerminals: readonly JoinedTerminal[];
  readonly changedTerminals: readonly ChangedTerminal[];
  readonly goneTerminals: readonly GoneTerminal[];
  readonly unusable: readonly UnusableTerminal[];
  readonly unchanged: { readonly stores: number; readonly terminals: number };
}

/** What an import has done. */
export interface ImportResult {
  readonly storesAdded: number;
  readonly storesTied: number;
  readonly storesChanged: number;
  readonly terminalsAdded: number;
  readonly terminalsTied: number;
  readonly terminalsChanged: number;
  readonly untied: number;
  /** terminals that could not be added after all */
  readonly refused: number;
}

export type ReadingFailure =
  | 'TOKEN_REFUSED'
  | 'TOKEN_LOST'
  | 'NOT_PAID'
  | 'NO_RIGHTS'
  | 'BUSY'
  | 'UNAVAILABLE'
  | 'UNREADABLE'
  | 'CURSOR_REPEATED'
  | 'TOO_LONG';

export interface ReadingView {
  readonly id: string;
  readonly state: 'LOADING' | 'READY' | 'FAILED';
  readonly startedAt: Date;
  /** null: the cloud has told of a change */
  readonly startedBy: string | null;
  readonly stores: number;
  readonly terminals: number;
  readonly waitsUntil: Date | null;
  /** it has given no sign of life for too long */
  readonly stale: boolean;
  readonly failure: ReadingFailure | null;
  readonly detail: string | null;
  readonly readAt: Date | null;
  readonly appliedAt: Date | null;
  readonly result: ImportResult | null;
}

export interface CloudView {
  readonly tokenTail: string;
  readonly connectedAt: Date;
  readonly connectedBy: string;
  readonly heardAt: Date | null;
  /** null: for those who see every store only */
  readonly webhooks: { readonly address: string; readonly secret: string } | null;
  readonly reading: ReadingView | null;
  /** null until the cloud has been read */
  readonly difference: Difference | null;
}
