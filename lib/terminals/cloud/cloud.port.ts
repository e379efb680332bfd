/** A store as the cloud of terminals has it; what the cloud leaves out is null. */
export interface CloudStore {
  /** as it came: letters of either case */
  readonly id: string;
  /** empty: the cloud has none */
  readonly name: string;
  readonly address: string | null;
  /** ISO moment of its last change in the cloud */
  readonly updatedAt: string | null;
}

export interface CloudDevice {
  readonly id: string;
  readonly name: string;
  readonly storeId: string | null;
  readonly serialNumber: string | null;
  /** 15 digits with a right check digit */
  readonly imei: string | null;
  /** in words: «Эвотор 7.3» */
  readonly model: string | null;
  /** minutes ahead of UTC, by the clock of the terminal */
  readonly offsetMinutes: number | null;
  readonly updatedAt: string | null;
}

/** `pauseMs`: how long the cloud wants to be left alone before the next request; 0: not at all. */
export type CloudAnswer<T> =
  | {
      readonly kind: 'page';
      readonly items: readonly T[];
      readonly next: string | null;
      readonly pauseMs: number;
    }
  | { readonly kind: 'busy'; readonly pauseMs: number }
  | { readonly kind: 'refused'; readonly code: 'TOKEN_REFUSED' | 'NOT_PAID' | 'NO_RIGHTS' }
  | { readonly kind: 'unavailable'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** The cloud of the maker of terminals, which knows the stores and terminals of the owner of a token. */
export interface TerminalCloud {
  /** One page; `cursor` null: the first one. */
  stores: (token: string, cursor: string | null) => Promise<CloudAnswer<CloudStore>>;
  devices: (token: string, cursor: string | null) => Promise<CloudAnswer<CloudDevice>>;
}
