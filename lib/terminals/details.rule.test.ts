import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { decideDetails, detailsTag, type TerminalDetails } from './details.rule';
import { changeDetailsInput } from './schema';

const today = localDate('2026-11-20');
const now: TerminalDetails = {
  name: 'Прилавок 1',
  kktRegNumber: '0001234567890171',
  fiscalDrive: '9960440300000001',
  fiscalDriveExpiresOn: localDate('2027-12-01'),
};

it.each<[string, Partial<TerminalDetails>, string, string | null]>([
  ['a new name', { name: 'Прилавок 7' }, detailsTag(now), null],
  ['nothing known of the drive', { fiscalDrive: null, fiscalDriveExpiresOn: null }, detailsTag(now), null],
  ['the same, whatever was seen', {}, 'older', null],
  ['what somebody else has changed', { name: 'Прилавок 7' }, 'older', 'CHANGED_MEANWHILE'],
  ['a day without a drive', { fiscalDrive: null }, detailsTag(now), 'DRIVE_NUMBER_REQUIRED'],
  ['48 months', { fiscalDriveExpiresOn: localDate('2030-11-20') }, detailsTag(now), null],
  ['a day more', { fiscalDriveExpiresOn: localDate('2030-11-21') }, detailsTag(now), 'DRIVE_DATE_WRONG'],
  [
    'before there were any',
    { fiscalDriveExpiresOn: localDate('2015-12-31') },
    detailsTag(now),
    'DRIVE_DATE_WRONG',
  ],
  ['a day that is over', { fiscalDriveExpiresOn: localDate('2026-11-19') }, detailsTag(now), null],
])('%s', (_, change, seen, code) => {
  expect(decideDetails(now, { ...now, ...change }, seen, today)?.code ?? null).toBe(code);
});

describe('what is typed', () => {
  const typed = {
    terminalId: '019394c5-0000-7000-8000-000000000001',
    seen: '[]',
    name: ' Касса ',
    kktRegNumber: '0001 2345 6789 0171',
    fiscalDrive: '9960-4403-0000-0001',
    fiscalDriveExpiresOn: '2027-02-28',
  };
  const fieldsOf = (change: object) =>
    changeDetailsInput.safeParse({ ...typed, ...change }).error?.issues.map(({ path }) => path.join('.')) ??
    [];

  it('is read with gaps and dashes', () => {
    expect(changeDetailsInput.parse(typed)).toMatchObject({
      name: 'Касса',
      kktRegNumber: '0001234567890171',
      fiscalDrive: '9960440300000001',
    });
  });

  it.each([
    [{ kktRegNumber: '000123456789017' }, ['kktRegNumber']],
    [{ kktRegNumber: '00012345678901711' }, ['kktRegNumber']],
    [{ fiscalDrive: '996044030000000О' }, ['fiscalDrive']],
    [{ fiscalDriveExpiresOn: '2027-02-29' }, ['fiscalDriveExpiresOn']],
    [{ fiscalDriveExpiresOn: '31.01.2027' }, ['fiscalDriveExpiresOn']],
    [{ name: '   ' }, ['name']],
    [{ name: 'а'.repeat(101) }, ['name']],
    [{ kktRegNumber: '', fiscalDrive: '', fiscalDriveExpiresOn: '' }, []],
  ])('%o is refused at %o', (change, fields) => {
    expect(fieldsOf(change)).toEqual(fields);
  });
});
