import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { driveLock, driveStage, lockInWords, noticesOf } from './deadline.rule';
import { terminalHealth } from './health.rule';
import type { TerminalSignals } from './model';

const heard = (now: string) => new Date(Date.parse(now) - 60_000);
const lockAt = (waitsSince: string, now: string, timeZone: string) =>
  driveLock(
    { lastSeenAt: heard(now), oldestPendingAt: new Date(waitsSince), ofdMode: 'ONLINE_OFD' },
    new Date(now),
    timeZone,
  );

describe('the lock of a fiscal drive counts days of the store', () => {
  // The document of 1 November, 23:30 in Moscow, is already one of 2 November in Kamchatka.
  const first = '2026-11-01T20:30:00Z';
  it.each([
    ['Europe/Moscow', '2026-11-25T20:59:59Z', 24, 'NONE', null],
    ['Europe/Moscow', '2026-11-25T21:00:00Z', 25, 'WARNING', 'через 5\u00a0дней ФН заблокирует продажи'],
    ['Asia/Kamchatka', '2026-11-26T11:59:59Z', 24, 'NONE', null],
    ['Asia/Kamchatka', '2026-11-26T12:00:00Z', 25, 'WARNING', 'через 5\u00a0дней ФН заблокирует продажи'],
    ['Europe/Kaliningrad', '2026-11-25T21:59:59Z', 24, 'NONE', null],
    ['Europe/Kaliningrad', '2026-11-25T22:00:00Z', 25, 'WARNING', 'через 5\u00a0дней ФН заблокирует продажи'],
    ['Europe/Moscow', '2026-11-30T20:59:59Z', 29, 'WARNING', 'через 1\u00a0день ФН заблокирует продажи'],
    ['Europe/Moscow', '2026-11-30T21:00:00Z', 30, 'BLOCKED', 'ФН блокирует продажи'],
    ['Asia/Kamchatka', '2026-12-01T12:00:00Z', 30, 'BLOCKED', 'ФН блокирует продажи'],
    ['Europe/Moscow', '2027-01-01T12:00:00Z', 61, 'BLOCKED', 'ФН блокирует продажи'],
  ])('%s at %s: day %i, %s', (timeZone, now, days, stage, words) => {
    const lock = lockAt(first, now, timeZone);
    expect([lock?.days, lock?.stage, lockInWords(lock)]).toEqual([days, stage, words]);
  });

  it('is counted from the last word of a silent terminal, or from an older document', () => {
    const now = new Date('2026-11-30T09:00:00Z');
    const lastSeenAt = new Date('2026-11-10T09:00:00Z');
    const silent = { lastSeenAt, oldestPendingAt: null, ofdMode: 'ONLINE_OFD' } as const;
    expect(driveLock(silent, now, 'Europe/Moscow')?.days).toBe(20);
    const older = { ...silent, oldestPendingAt: new Date('2026-11-03T09:00:00Z') };
    expect(driveLock(older, now, 'Europe/Moscow')).toMatchObject({ days: 27, stage: 'WARNING' });
    expect(driveLock({ ...older, ofdMode: 'AUTONOMOUS' }, now, 'Europe/Moscow')).toBeNull();
    expect(driveLock({ ...silent, lastSeenAt: heard(now.toISOString()) }, now, 'Europe/Moscow')).toBeNull();
    expect(driveLock({ ...silent, lastSeenAt: null }, now, 'Europe/Moscow')).toBeNull();
  });
});

it.each([
  ['2026-12-31', '2026-11-30', 'FAR'],
  ['2026-12-31', '2026-12-01', 'MONTH'],
  ['2026-12-31', '2026-12-27', 'MONTH'],
  ['2026-12-31', '2026-12-28', 'DAYS'],
  ['2026-12-31', '2026-12-30', 'DAYS'],
  ['2026-12-31', '2026-12-31', 'OVER'],
  ['2028-03-01', '2028-01-31', 'MONTH'],
  ['2028-03-01', '2028-01-30', 'FAR'],
] as const)('a drive until %s is on %s %s', (expiresOn, today, stage) => {
  expect(driveStage(localDate(expiresOn), localDate(today))).toBe(stage);
});

describe('what the owner is told', () => {
  const now = new Date('2026-11-20T21:30:00Z');
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const well = {
    lastSeenAt: ago(1),
    oldestPendingAt: null,
    ofdMode: 'ONLINE_OFD',
    fiscalDriveExpiresOn: null,
  } as const;
  const kinds = (change: Partial<TerminalSignals>, timeZone = 'Europe/Moscow') =>
    noticesOf({ ...well, ...change }, now, timeZone).map(({ kind, since, days }) => [kind, since, days]);

  it.each<[string, Partial<TerminalSignals>, unknown[]]>([
    ['nothing of one that is well', {}, []],
    ['nothing of two days of silence', { lastSeenAt: ago(50) }, []],
    ['nothing of one that was never heard', { lastSeenAt: null }, []],
    ['four days of silence', { lastSeenAt: ago(96) }, [['SILENT', '2026-11-17', 4]]],
    ['of a silence of 26 days only the lock', { lastSeenAt: ago(26 * 24) }, [['LOCK_SOON', '2026-10-26', 4]]],
    ['a lock', { oldestPendingAt: ago(31 * 24) }, [['LOCKED', '2026-10-21', 0]]],
    [
      'an autonomous one only its silence',
      { lastSeenAt: ago(31 * 24), ofdMode: 'AUTONOMOUS' },
      [['SILENT', '2026-10-21', 31]],
    ],
    [
      'the end of the drive, today by the clock of the store',
      { fiscalDriveExpiresOn: localDate('2026-11-21') },
      [['DRIVE_OVER', '2026-11-21', 0]],
    ],
    [
      'both at once',
      { lastSeenAt: ago(96), fiscalDriveExpiresOn: localDate('2026-12-20') },
      [
        ['SILENT', '2026-11-17', 4],
        ['DRIVE_MONTH', '2026-12-20', 29],
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(kinds(change)).toEqual(expected);
  });

  it('by the day of the store, not of the reader', () => {
    const change = { fiscalDriveExpiresOn: localDate('2026-11-21') };
    expect(kinds(change, 'Europe/Kaliningrad')).toEqual([['DRIVE_DAYS', '2026-11-21', 1]]);
    expect(kinds(change, 'Asia/Vladivostok')).toEqual([['DRIVE_OVER', '2026-11-21', 0]]);
  });
});

it('a terminal that is heard and cannot send is said to lock, and then to be locked', () => {
  const now = new Date('2026-11-20T09:00:00Z');
  const signals: TerminalSignals = {
    lastSeenAt: now,
    ofdMode: 'ONLINE_OFD',
    paper: 'OK',
    batteryPercent: null,
    pendingReceipts: 3,
    oldestPendingAt: new Date('2026-10-25T09:00:00Z'),
    fiscalDriveExpiresOn: null,
    clockSkewSeconds: 0,
  };
  const reasons = (at: Date) => terminalHealth({ ...signals, lastSeenAt: at }, at, 'Europe/Moscow').reasons;
  expect(reasons(now)).toEqual([
    {
      code: 'RECEIPTS_WAIT',
      severity: 'attention',
      text: 'чеки ждут отправки в ОФД 26\u00a0дней, через 4\u00a0дня ФН заблокирует продажи',
    },
  ]);
  expect(reasons(new Date('2026-11-24T09:00:00Z'))[0]).toMatchObject({
    severity: 'failed',
    text: 'чеки ждут отправки в ОФД 30\u00a0дней, ФН блокирует продажи',
  });
});
