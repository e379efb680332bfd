import { daysBetween, type LocalDate, localDateAt } from '@/lib/core/local-date';
import { counted, dateInText } from '@/lib/core/text';
import { clockInWords, isClockWrong } from './clock.rule';
import type { Health, HealthReason, TerminalSignals } from './model';

const DAY_MS = 86_400_000;
/** Borders of the states; the database filters by the same ones. */
export const limits = {
  silentMs: DAY_MS,
  offlineMs: 3 * DAY_MS,
  waitingMs: DAY_MS,
  expiryDays: 30,
  batteryPercent: 20,
} as const;
/** A fiscal drive locks sales when a document has waited for the ОФД for 30 days (domain.md B5.5). */
const DRIVE_LOCK_DAYS = 30;
const DRIVE_WARNING_DAYS = 25;

const days = (count: number) => counted(count, ['день', 'дня', 'дней']);

function silence(signals: TerminalSignals, now: Date, timeZone: string): HealthReason | null {
  if (!signals.lastSeenAt) return { code: 'NEVER_SEEN', text: 'ещё не выходила на связь' };
  if (now.getTime() - signals.lastSeenAt.getTime() <= limits.silentMs) return null;
  const silent = daysBetween(localDateAt(signals.lastSeenAt, timeZone), localDateAt(now, timeZone));
  const left = DRIVE_LOCK_DAYS - silent;
  const since = `молчит ${days(silent)}`;
  if (signals.ofdMode === 'AUTONOMOUS' || silent < DRIVE_WARNING_DAYS) return { code: 'SILENT', text: since };
  const lock = left > 0 ? `через ${days(left)} ФН заблокирует продажи` : 'ФН блокирует продажи';
  return { code: 'SILENT', text: `${since}, ${lock}` };
}

function drive(expiresOn: LocalDate | null, today: LocalDate): HealthReason | null {
  if (!expiresOn) return null;
  const left = daysBetween(today, expiresOn);
  if (left <= 0) return { code: 'DRIVE_EXPIRED', text: 'срок ФН истёк, продажи остановлены' };
  if (left > limits.expiryDays) return null;
  return { code: 'DRIVE_EXPIRES', text: `срок ФН истекает ${dateInText(expiresOn)}` };
}

/**
 * How a terminal is, with every reason in words, the worst first. Silent for more than three days or never seen:
 * OFFLINE; any other reason: NEEDS_ATTENTION (product.md 3.2; fiscal drive rules: domain.md B5.5, P6, P7).
 */
export function terminalHealth(
  signals: TerminalSignals,
  now: Date,
  timeZone: string,
): { health: Health; reasons: HealthReason[] } {
  const quiet = silence(signals, now, timeZone);
  const waitingMs = signals.oldestPendingAt ? now.getTime() - signals.oldestPendingAt.getTime() : 0;
  const reasons = [
    quiet,
    drive(signals.fiscalDriveExpiresOn, localDateAt(now, timeZone)),
    isClockWrong(signals.clockSkewSeconds)
      ? { code: 'CLOCK_WRONG', text: `часы кассы ${clockInWords(signals.clockSkewSeconds)}` }
      : null,
    signals.paper === 'OUT' ? { code: 'PAPER_OUT', text: 'закончилась чековая лента' } : null,
    signals.paper === 'LOW' ? { code: 'PAPER_LOW', text: 'заканчивается чековая лента' } : null,
    waitingMs > limits.waitingMs && signals.ofdMode === 'ONLINE_OFD'
      ? { code: 'RECEIPTS_WAIT', text: `чеки ждут отправки в ОФД ${days(Math.floor(waitingMs / DAY_MS))}` }
      : null,
    signals.batteryPercent !== null && signals.batteryPercent < limits.batteryPercent
      ? { code: 'BATTERY_LOW', text: `заряд ${String(signals.batteryPercent)} %` }
      : null,
  ].filter((reason) => reason !== null) as HealthReason[];
  const away = signals.lastSeenAt === null || now.getTime() - signals.lastSeenAt.getTime() > limits.offlineMs;
  return { health: away ? 'OFFLINE' : reasons.length > 0 ? 'NEEDS_ATTENTION' : 'OK', reasons };
}
