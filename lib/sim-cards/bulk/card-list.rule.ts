import { cardNumberKey, readCardNumber } from '../card-number.rule';
import type { TableRow } from './list-text.rule';

export const MAX_ROWS = 20_000;
/** of a file or of pasted text */
export const MAX_BYTES = 5 * 1024 * 1024;

export type RowProblem =
  | { readonly code: 'ROW_EMPTY' }
  | { readonly code: 'ROW_CHARACTERS' }
  | { readonly code: 'ROW_ROUNDED' }
  | { readonly code: 'ROW_LENGTH'; readonly digits: number }
  | { readonly code: 'ROW_CHECK_DIGIT' }
  | { readonly code: 'DUPLICATE'; readonly firstLine: number };

export interface ListedCard {
  readonly line: number;
  /** as it stood in the list */
  readonly text: string;
  /** null: not the number of a card, or the second time */
  readonly iccid: string | null;
  readonly problem: RowProblem | null;
}

const SHOWN_CHARS = 100;
const SAMPLE_ROWS = 200;

const titles = [
  /icc/i,
  /номер\s*(смарт|сим|sim)?[\s-]*карт/i,
  /(сим|sim|смарт)[\s-]*карт/i,
  /^(карт[аы]|номер[а]?|sim|сим)$/i,
];

/** What spreadsheets wrap a number in to keep it text: an apostrophe, a formula of one string. */
const bare = (cell: string): string =>
  cell
    .trim()
    .replace(/^="(.*)"$/s, '$1')
    .replace(/^['’`]/, '')
    .trim();

/** A spreadsheet keeps 15 digits of a number and shows the rest as an exponent: the number is lost for good. */
const isRounded = (cell: string): boolean => /^[+-]?\d+(?:[.,]\d+)?[eе]\+?\d+$/i.test(cell);

const digitsIn = (cell: string): number => cell.replace(/\D/g, '').length;
const looksLikeCard = (cell: string): boolean => digitsIn(cell) >= 15 || isRounded(cell);

/** The column that its title names, and where the cards begin; null: no titles. */
function titledColumn(rows: readonly TableRow[]): number | null {
  const [first] = rows;
  if (!first || first.cells.some((cell) => digitsIn(cell) >= 10 || isRounded(bare(cell)))) return null;
  for (const title of titles) {
    const column = first.cells.findIndex((cell) => title.test(cell.trim()));
    if (column >= 0) return column;
  }
  return null;
}

/** The column in which most of the first rows have numbers of cards. */
function likelyColumn(rows: readonly TableRow[]): number {
  const score = new Map<number, number>();
  for (const { cells } of rows.slice(0, SAMPLE_ROWS)) {
    for (const [column, cell] of cells.entries()) {
      const value = bare(cell);
      const points = readCardNumber(value).ok ? 100 : looksLikeCard(value) ? 10 : 0;
      score.set(column, (score.get(column) ?? 0) + points);
    }
  }
  let best = 0;
  for (const [column, points] of score) if (points > (score.get(best) ?? 0)) best = column;
  return best;
}

/** A row of titles without one that we know: several cells of words over a column of numbers. */
const isUnknownTitle = (row: TableRow): boolean =>
  row.cells.length > 1 && row.cells.every((cell) => digitsIn(cell) < 5);

function cellsOf(rows: readonly TableRow[]): { line: number; text: string }[] {
  const titled = titledColumn(rows);
  const isBare =
    titled === null && rows.every(({ cells }) => cells.every((cell) => !cell || looksLikeCard(bare(cell))));
  if (isBare) {
    return rows.flatMap(({ line, cells }) =>
      cells.filter((cell) => cell !== '').map((text) => ({ line, text })),
    );
  }
  const [first] = rows;
  const body = titled !== null || (first && isUnknownTitle(first)) ? rows.slice(1) : rows;
  const column = titled ?? likelyColumn(body);
  return body.map(({ line, cells }) => ({ line, text: cells[column] ?? '' }));
}

function problemOf(value: string): RowProblem | string {
  if (value === '') return { code: 'ROW_EMPTY' };
  if (isRounded(value)) return { code: 'ROW_ROUNDED' };
  const read = readCardNumber(value);
  if (read.ok) return read.iccid;
  if (read.problem === 'LENGTH') return { code: 'ROW_LENGTH', digits: read.digits.length };
  return { code: read.problem === 'CHECK_DIGIT' ? 'ROW_CHECK_DIGIT' : 'ROW_CHARACTERS' };
}

/**
 * The cards of a list, in its order, each row with its number or with what is wrong with it. With or without titles;
 * of several columns the one with the numbers; a list of numbers alone may have several in a line. A number that comes
 * again is named with the line where it came first (product.md 3.4, domain.md C 8 and 17).
 */
export function readCardList(rows: readonly TableRow[]): ListedCard[] {
  const firstLine = new Map<string, number>();
  return cellsOf(rows).map(({ line, text }): ListedCard => {
    const shown = text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS - 1)}…` : text;
    const found = problemOf(bare(text));
    if (typeof found !== 'string') return { line, text: shown, iccid: null, problem: found };
    const key = cardNumberKey(found);
    const earlier = firstLine.get(key);
    if (earlier !== undefined) {
      return { line, text: shown, iccid: null, problem: { code: 'DUPLICATE', firstLine: earlier } };
    }
    firstLine.set(key, line);
    return { line, text: shown, iccid: found, problem: null };
  });
}
