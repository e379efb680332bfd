import { daysBetween, type LocalDate, localDateAt } from '@/lib/core/local-date';
import { counted } from '@/lib/core/text';
import type { TerminalSignals } from './model';

const DAY_MS = 86_400_000;
/** Silent for longer than this, a terminal is said to be so; its documents are supposed to wait since then. */
export const SILENT_MS = DAY_MS;
/** Silent for longer than this, it is offline. */
export const OFFLINE_MS = 3 * DAY_MS;
/** A fiscal drive locks sales when a document has waited for the ОФД for 30 days (domain.md B5.5). */
const LOCK_DAYS = 30;
const LOCK_WARNING_DAYS = 25;
/** Days before the end of a fiscal drive on which its owner is told (domain.md B4). */
export const DRIVE_MONTH_DAYS = 30;
const DRIVE_LAST_DAYS = 3;

export const daysInWords = (count: number): string => counted(count, ['день', 'дня', 'дней']);

export interface DriveLock {
  /** the day of the first document that waits, in the zone of the store */
  readonly since: LocalDate;
  /** calendar days from it until today */
  readonly days: number;
  /** until sales are locked; 0 or less: they are */
  readonly left: number;
  readonly stage: 'NONE' | 'WARNING' | 'BLOCKED';
}

type LockSignals = Pick<TerminalSignals, 'lastSeenAt' | 'oldestPendingAt' | 'ofdMode'>;

const isSilent = (lastSeenAt: Date | null, now: Date): lastSeenAt is Date =>
  lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() > SILENT_MS;

/**
 * How far the lock of the fiscal drive is, by the calendar of the store: from the oldest document that waits, or from
 * the last word of a terminal that is silent, whichever is earlier. Null: nothing waits, or the terminal is autonomous
 * and answers to no ОФД.
 */
export function driveLock(
  { lastSeenAt, oldestPendingAt, ofdMode }: LockSignals,
  now: Date,
  timeZone: string,
): DriveLock | null {
  if (ofdMode === 'AUTONOMOUS') return null;
  const starts = [oldestPendingAt, isSilent(lastSeenAt, now) ? lastSeenAt : null].filter(
    (each) => each !== null,
  );
  const [first] = starts.sort((a, b) => a.getTime() - b.getTime());
  if (!first) return null;
  const since = localDateAt(first, timeZone);
  const days = daysBetween(since, localDateAt(now, timeZone));
  const left = LOCK_DAYS - days;
  return { since, days, left, stage: left <= 0 ? 'BLOCKED' : days >= LOCK_WARNING_DAYS ? 'WARNING' : 'NONE' };
}

/** «через 4 дня ФН заблокирует продажи»; null: not yet worth a word. */
export function lockInWords(lock: DriveLock | null): string | null {
  if (!lock || lock.stage === 'NONE') return null;
  return lock.stage === 'BLOCKED'
    ? 'ФН блокирует продажи'
    : `через ${daysInWords(lock.left)} ФН заблокирует продажи`;
}

export type DriveStage = 'FAR' | 'MONTH' | 'DAYS' | 'OVER';

/** How far the end of a fiscal drive is on a day of the store; the day of the end is the first without it. */
export function driveStage(expiresOn: LocalDate, today: LocalDate): DriveStage {
  const left = daysBetween(today, expiresOn);
  if (left <= 0) return 'OVER';
  if (left <= DRIVE_LAST_DAYS) return 'DAYS';
  return left <= DRIVE_MONTH_DAYS ? 'MONTH' : 'FAR';
}

export type NoticeKind = 'SILENT' | 'LOCK_SOON' | 'LOCKED' | 'DRIVE_MONTH' | 'DRIVE_DAYS' | 'DRIVE_OVER';

/** A deadline that is worth a letter; the same kind since the same day is one. */
export interface Notice {
  readonly kind: NoticeKind;
  /** the day it is counted from; of a drive the day it ends */
  readonly since: LocalDate;
  /** days until it: of the lock, of the end of the drive; of a silence the days it has lasted */
  readonly days: number;
}

const driveNotices: Record<Exclude<DriveStage, 'FAR'>, NoticeKind> = {
  MONTH: 'DRIVE_MONTH',
  DAYS: 'DRIVE_DAYS',
  OVER: 'DRIVE_OVER',
};

function waitingNotice(signals: LockSignals, now: Date, timeZone: string): Notice | null {
  const lock = driveLock(signals, now, timeZone);
  if (lock?.stage === 'BLOCKED') return { kind: 'LOCKED', since: lock.since, days: 0 };
  if (lock?.stage === 'WARNING') return { kind: 'LOCK_SOON', since: lock.since, days: lock.left };
  const { lastSeenAt } = signals;
  if (!lastSeenAt || now.getTime() - lastSeenAt.getTime() <= OFFLINE_MS) return null;
  const since = localDateAt(lastSeenAt, timeZone);
  return { kind: 'SILENT', since, days: daysBetween(since, localDateAt(now, timeZone)) };
}

/** What the owner is to be told of a terminal today, by the calendar of its store. */
export function noticesOf(
  signals: LockSignals & Pick<TerminalSignals, 'fiscalDriveExpiresOn'>,
  now: Date,
  timeZone: string,
): Notice[] {
  const waiting = waitingNotice(signals, now, timeZone);
  const { fiscalDriveExpiresOn: expiresOn } = signals;
  const today = localDateAt(now, timeZone);
  const stage = expiresOn ? driveStage(expiresOn, today) : 'FAR';
  return [
    ...(waiting ? [waiting] : []),
    ...(expiresOn && stage !== 'FAR'
      ? [{ kind: driveNotices[stage], since: expiresOn, days: Math.max(0, daysBetween(today, expiresOn)) }]
      : []),
  ];
}
