/** A row of a list as it was typed or saved; `line` as people count lines, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Text of a file as programs in Russia save it: UTF-8 with or without a mark, UTF-16 with one, else Windows-1251.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

const delimiters = [';', '\t', ','] as const;
const SAMPLE_LINES = 20;

/** The separator that stands in most of the first lines; of equals the one that Russian spreadsheets write. */
function delimiterOf(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/, SAMPLE_LINES)
    .map((line) => line.replace(/"[^"]*"/g, ''))
    .filter((line) => line.trim() !== '');
  let best: string = delimiters[0];
  let most = 0;
  for (const delimiter of delimiters) {
    const count = lines.filter((line) => line.includes(delimiter)).length;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

/**
 * Cells of a list with `;`, `,` or tabs between them; quotes as in RFC 4180, a quoted cell may hold separators and
 * line ends. An unclosed quote ends with the list. Rows without anything in them are left out.
 */
export function readTable(text: string): TableRow[] {
  const delimiter = delimiterOf(text);
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let startLine = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((each) => each !== '')) rows.push({ line: startLine, cells });
    cells = [];
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    const isLineEnd = char === '\n' || (char === '\r' && text.charAt(i + 1) !== '\n');
    if (isLineEnd) line += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (char === delimiter) endCell();
    else if (isLineEnd) {
      endRow();
      startLine = line;
    } else if (char !== '\r') cell += char;
  }
  endRow();
  return rows;
}
