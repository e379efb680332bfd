export type BankReach = 'NONE' | 'OWN' | 'ALL';

/**
 * Whose payments a person may take in and see. A customer never imports statements; people of the seller do for
 * everybody. In the sandbox everybody who tops up plays the seller's bookkeeper, for their own organization only.
 */
export function bankReach(person: {
  readonly isSandbox: boolean;
  readonly mayTopUp: boolean;
  readonly email: string;
  /** the setting BANK_STAFF: e-mails with commas between them */
  readonly staff: string;
}): BankReach {
  if (person.isSandbox) return person.mayTopUp ? 'OWN' : 'NONE';
  const staff = person.staff
    .toLowerCase()
    .split(',')
    .map((each) => each.trim());
  return person.email !== '' && staff.includes(person.email.toLowerCase()) ? 'ALL' : 'NONE';
}
