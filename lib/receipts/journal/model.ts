import type { Kopecks } from '@/lib/core/money';
import type { LetterAddressee, LetterState, ReceiptStatus } from '../model';
import type { PrintedReceipt } from '../letter/printed-receipt.rule';
import type { ReceiptOperation } from '../receipt-content';

/** Groups of states that the journal is filtered by. */
export const journalGroups = ['QUEUED', 'GONE', 'LOST', 'VIA_OFD', 'PRINTED'] as const;
export type JournalGroup = (typeof journalGroups)[number];

export interface JournalFilter {
  /** a group, or one state */
  readonly status?: string | undefined;
  readonly terminal?: string | undefined;
  /** days of the organization, both included */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
}

export interface ReceiptRow {
  readonly id: string;
  readonly issuedAt: Date;
  readonly terminalId: string;
  readonly terminalName: string;
  readonly storeName: string;
  readonly timeZone: string;
  readonly documentNumber: number;
  readonly fiscalSign: string;
  readonly operation: ReceiptOperation;
  readonly total: Kopecks;
  /** where it goes or went; masked for roles that may not see addresses */
  readonly contact: string | null;
  readonly addressee: LetterAddressee | null;
  readonly status: ReceiptStatus;
  /** what the mail server has said about the latest letter (RFC 3463, and in words) */
  readonly statusCode: string | null;
  readonly reason: string | null;
}

export interface ReceiptPage {
  readonly rows: readonly ReceiptRow[];
  readonly next: string | null;
}

export interface LetterView {
  readonly number: number;
  readonly recipient: string;
  readonly addressee: LetterAddressee;
  readonly state: LetterState;
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  readonly settledAt: Date | null;
  /** when it goes again, if it waits */
  readonly nextAt: Date | null;
  readonly statusCode: string | null;
  readonly reason: string | null;
}

export interface ReceiptDetail extends Omit<ReceiptRow, 'addressee' | 'statusCode' | 'reason'> {
  readonly fiscalDrive: string;
  readonly receivedAt: Date;
  /** as it is printed, with the code for checking; null: the terminal has not told the items */
  readonly printed:
    (PrintedReceipt & { readonly outline: { readonly side: number; readonly path: string } }) | null;
  /** the latest first */
  readonly letters: readonly LetterView[];
  /** what is offered as the address of one more letter; null: nothing, or not to be seen */
  readonly resendTo: string | null;
}
