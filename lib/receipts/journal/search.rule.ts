import type { JournalGroup } from './model';
import { type ReceiptStatus, receiptStatuses } from '../model';
import type { ReceiptSearch } from './store';

const groups: Readonly<Record<JournalGroup, readonly ReceiptStatus[]>> = {
  QUEUED: ['QUEUED'],
  GONE: ['SENT', 'DELIVERED'],
  LOST: ['BOUNCED', 'FAILED'],
  VIA_OFD: ['VIA_OFD'],
  PRINTED: ['PRINTED'],
};

/** States of a group, or the one state that is named; null: all. */
export function statusesOf(text: string | undefined): readonly ReceiptStatus[] | null {
  if (text === undefined) return null;
  const group = Object.entries(groups).find(([name]) => name === text);
  if (group) return group[1];
  const one = receiptStatuses.find((status) => status === text);
  return one ? [one] : null;
}

const SHORTEST_CONTACT = 3;
const LARGEST_NUMBER = 2_147_483_647;

/**
 * What a person looks for: digits are a document, a fiscal sign or a drive; three letters or more a part of an
 * address, for those who may see addresses. Null: nothing was typed. A search for what one may not see finds nothing.
 */
export function searchOf(text: string | undefined, seesContacts: boolean): ReceiptSearch | null {
  const typed = text?.trim() ?? '';
  if (typed === '') return null;
  const digits = /^\d{1,16}$/.test(typed) ? typed : null;
  const number = digits === null ? null : Number(digits);
  return {
    documentNumber: number !== null && number > 0 && number <= LARGEST_NUMBER ? number : null,
    fiscalSign: digits !== null && digits.length <= 10 ? digits : null,
    fiscalDrive: digits?.length === 16 ? digits : null,
    contact: seesContacts && typed.length >= SHORTEST_CONTACT ? typed : null,
  };
}
