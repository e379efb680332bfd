import type { StoreHours } from './hours.rule';

/** A store that a search over everything has found. */
export interface FoundStore {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

export interface StoreSummary {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** IANA name */
  readonly timeZone: string;
  /** null: not known */
  readonly hours: StoreHours | null;
  readonly terminals: number;
  readonly simCards: number;
}
