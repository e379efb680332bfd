import { format } from 'node:util';
import { log } from './log';

/**
 * What the framework and libraries print goes the way of our own lines: one JSON object a line, without secrets and
 * personal data. They print whole errors, and an error may quote what it was given.
 */
export function tameConsole(): void {
  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    console[level] = (...parts: unknown[]) => log.printed(level, format(...parts));
  }
}
