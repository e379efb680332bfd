export interface OwnSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string;
  readonly ip: string;
  readonly isThis: boolean;
}

export interface SecondStep {
  /** null: off */
  readonly since: Date | null;
  /** recovery codes not used yet */
  readonly codesLeft: number;
}
