import { say } from '../../scripts/lib/say.mjs';

const digits = (value: number, places: number) =>
  Number.isNaN(value) ? '—' : value.toFixed(places).replace('.', ',');

export const ms = (value: number): string => `${digits(value, value < 10 ? 1 : 0)} мс`;
export const perSecond = (value: number): string => `${digits(value, 0)} запр./с`;
export const times = (value: number): string => `${digits(value, 2)}×`;
export const kilobytes = (bytes: number): string => `${digits(bytes / 1000, 1)} кБ`;

export interface Bar {
  readonly value: number;
  readonly limit: number;
  readonly at: 'least' | 'most';
}

/** «≥ 0,60× — взята» */
export function verdict({ value, limit, at }: Bar, show: (value: number) => string = times): string {
  const met = at === 'least' ? value >= limit : value <= limit;
  return `планка ${at === 'least' ? '≥' : '≤'} ${show(limit)} — ${met ? 'взята' : 'НЕ взята'}`;
}

/** Rows under each other, columns of one width. */
export function table(rows: readonly (readonly string[])[]): void {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  for (const row of rows) {
    say(`  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  }
}
