import { type LocalDate, localDateAt, daysBetween } from '@/lib/core/local-date';
import { dateInText } from '@/lib/core/text';
import { clockInWords, isClockWrong } from './clock.rule';
import {
  daysInWords,
  type DriveLock,
  driveLock,
  DRIVE_MONTH_DAYS,
  driveStage,
  lockInWords,
  OFFLINE_MS,
  SILENT_MS,
} from './deadline.rule';
import type { Health, HealthReason, TerminalSignals } from './model';

/** Borders of the states; the database filters by the same ones. */
export const limits = {
  silentMs: SILENT_MS,
  offlineMs: OFFLINE_MS,
  waitingMs: 86_400_000,
  expiryDays: DRIVE_MONTH_DAYS,
  batteryPercent: 20,
} as const;

const attention = (code: HealthReason['code'], text: string): HealthReason => ({
  code,
  text,
  severity: 'attention',
});
const failed = (code: HealthReason['code'], text: string): HealthReason => ({
  code,
  text,
  severity: 'failed',
});

const withLock = (text: string, lock: DriveLock | null): string =>
  [text, lockInWords(lock)].filter((each) => each !== null).join(', ');

function silence(
  { lastSeenAt }: TerminalSignals,
  lock: DriveLock | null,
  now: Date,
  timeZone: string,
): HealthReason | null {
  if (!lastSeenAt) return failed('NEVER_SEEN', 'ещё не выходила на связь');
  const silentMs = now.getTime() - lastSeenAt.getTime();
  if (silentMs <= limits.silentMs) return null;
  const days = daysBetween(localDateAt(lastSeenAt, timeZone), localDateAt(now, timeZone));
  const say = silentMs > limits.offlineMs ? failed : attention;
  return say('SILENT', withLock(`молчит ${daysInWords(days)}`, lock));
}

/** Documents that wait on a terminal that is heard; on a silent one its silence says it. */
function waiting(
  { oldestPendingAt, ofdMode }: TerminalSignals,
  lock: DriveLock | null,
  now: Date,
  timeZone: string,
): HealthReason | null {
  if (!oldestPendingAt || ofdMode === 'AUTONOMOUS') return null;
  if (now.getTime() - oldestPendingAt.getTime() <= limits.waitingMs) return null;
  const days = daysBetween(localDateAt(oldestPendingAt, timeZone), localDateAt(now, timeZone));
  const say = lock?.stage === 'BLOCKED' ? failed : attention;
  return say('RECEIPTS_WAIT', withLock(`чеки ждут отправки в ОФД ${daysInWords(days)}`, lock));
}

function drive(expiresOn: LocalDate | null, today: LocalDate): HealthReason | null {
  const stage = expiresOn ? driveStage(expiresOn, today) : 'FAR';
  if (!expiresOn || stage === 'FAR') return null;
  if (stage === 'OVER') return failed('DRIVE_EXPIRED', 'срок ФН истёк, продажи остановлены');
  return attention('DRIVE_EXPIRES', `срок ФН истекает ${dateInText(expiresOn)}`);
}

/**
 * How a terminal is, with every reason in words, the worst first. Silent for more than three days or never seen:
 * OFFLINE; any other reason: NEEDS_ATTENTION (product.md 3.2; fiscal drive rules: domain.md B5.5, P6, P7). Days are
 * those of the store.
 */
export function terminalHealth(
  signals: TerminalSignals,
  now: Date,
  timeZone: string,
): { health: Health; reasons: HealthReason[] } {
  const lock = driveLock(signals, now, timeZone);
  const quiet = silence(signals, lock, now, timeZone);
  const reasons = [
    quiet,
    drive(signals.fiscalDriveExpiresOn, localDateAt(now, timeZone)),
    isClockWrong(signals.clockSkewSeconds)
      ? attention('CLOCK_WRONG', `часы кассы ${clockInWords(signals.clockSkewSeconds)}`)
      : null,
    signals.paper === 'OUT' ? attention('PAPER_OUT', 'закончилась чековая лента') : null,
    signals.paper === 'LOW' ? attention('PAPER_LOW', 'заканчивается чековая лента') : null,
    waiting(signals, quiet?.code === 'SILENT' ? null : lock, now, timeZone),
    signals.batteryPercent !== null && signals.batteryPercent < limits.batteryPercent
      ? attention('BATTERY_LOW', `заряд ${String(signals.batteryPercent)} %`)
      : null,
  ].filter((reason) => reason !== null);
  const away = signals.lastSeenAt === null || now.getTime() - signals.lastSeenAt.getTime() > limits.offlineMs;
  return { health: away ? 'OFFLINE' : reasons.length > 0 ? 'NEEDS_ATTENTION' : 'OK', reasons };
}
