/** What becomes of a number in a list. */
export type ClaimAnswer =
  | 'ADDED'
  | 'YOURS'
  | 'NOT_A_NUMBER'
  /** unknown or someone else's: never told apart */
  | 'NOT_ADDED'
  /** nothing was found out; the same line may be tried later */
  | 'LATER';

export interface ClaimedLine {
  readonly line: number;
  /** as it stood in the list */
  readonly text: string;
  readonly answer: ClaimAnswer;
  /** why not, and what to do; null: the card is here */
  readonly message: string | null;
  readonly simCardId: string | null;
}

export const CLAIM_LIST_LIMIT = 200;
