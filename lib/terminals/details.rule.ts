import { addMonths, type LocalDate } from '@/lib/core/local-date';
import { type Refusal, refusal } from '@/lib/core/result';

/** What people write down of a terminal; the rest it says itself. */
export interface TerminalDetails {
  readonly name: string;
  readonly kktRegNumber: string | null;
  readonly fiscalDrive: string | null;
  readonly fiscalDriveExpiresOn: LocalDate | null;
}

/** The longest ФН is made for 36 months; one that is registered late ends a little later. */
const LONGEST_MONTHS = 48;
const FIRST_DRIVES = '2016-01-01';

/** Details as a text that differs when any of them does: what a form has seen. */
export const detailsTag = ({
  name,
  kktRegNumber,
  fiscalDrive,
  fiscalDriveExpiresOn,
}: TerminalDetails): string => JSON.stringify([name, kktRegNumber, fiscalDrive, fiscalDriveExpiresOn]);

export type DetailsCode = 'CHANGED_MEANWHILE' | 'DRIVE_DATE_WRONG' | 'DRIVE_NUMBER_REQUIRED';

/**
 * Whether these details may take the place of those. Null: they may. The same as there are now may always, whatever was
 * seen.
 */
export function decideDetails(
  now: TerminalDetails,
  wanted: TerminalDetails,
  seen: string,
  today: LocalDate,
): Refusal<DetailsCode> | null {
  if (detailsTag(now) === detailsTag(wanted)) return null;
  if (detailsTag(now) !== seen) return refusal('CHANGED_MEANWHILE');
  const { fiscalDrive, fiscalDriveExpiresOn: day } = wanted;
  if (day !== null && fiscalDrive === null) return refusal('DRIVE_NUMBER_REQUIRED');
  if (day !== null && (day < FIRST_DRIVES || day > addMonths(today, LONGEST_MONTHS)))
    return refusal('DRIVE_DATE_WRONG');
  return null;
}
