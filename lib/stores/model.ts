export interface StoreSummary {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** IANA name */
  readonly timeZone: string;
  readonly terminals: number;
  readonly simCards: number;
}
