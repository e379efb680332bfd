import { randomBytes } from 'node:crypto';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

function write(level: string, message: string, fields: Fields): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
}

export const log = {
  info: (message: string, fields: Fields = {}) => {
    write('info', message, fields);
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
