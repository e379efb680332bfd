import { randomBytes } from 'node:crypto';
import { secretSettings } from './env';
import { redacted, redactedField } from './redact';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

let settings: readonly string[] | undefined;

/**
 * One line of JSON, so that no text of a caller begins another. Of secrets and personal data nothing stands in it,
 * see `redacted`.
 */
export function logLine(at: Date, level: string, message: string, fields: Fields): string {
  settings ??= secretSettings();
  const known = settings;
  const shown = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? redactedField(name, value, known) : value,
  ]);
  const line = { at: at.toISOString(), level, message: redacted(message, known) };
  return JSON.stringify({ ...line, ...(Object.fromEntries(shown) as Fields) });
}

function write(level: string, message: string, fields: Fields): void {
  process.stderr.write(`${logLine(new Date(), level, message, fields)}\n`);
}

export const log = {
  info: (message: string, fields: Fields = {}) => {
    write('info', message, fields);
  },
  /** What others print on the console of this process. */
  printed: (level: string, text: string) => {
    write(level === 'log' ? 'info' : level, text, {});
  },
  /** Logs the error and gives the reference number, the only part a person is shown. */
  error: (message: string, error: unknown, fields: Fields = {}): string => {
    const reference = randomBytes(4).toString('hex').toUpperCase();
    const cause =
      error instanceof Error ? { error: error.message, stack: error.stack } : { error: String(error) };
    write('error', message, { reference, ...cause, ...fields });
    return reference;
  },
};
