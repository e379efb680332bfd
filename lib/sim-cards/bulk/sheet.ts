import { strFromU8, type Unzipped, unzipSync } from 'fflate';
import type { TableRow } from './list-text.rule';

/** A list of twenty thousand rows takes a tenth of it. */
const MAX_UNPACKED_BYTES = 40 * 1024 * 1024;
/** More digits than this a spreadsheet does not keep. */
const MAX_EXACT = 1e15;

export class UnreadableSheet extends Error {}

/** A spreadsheet is a ZIP archive. */
export const isSheet = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

interface Tag {
  readonly name: string;
  readonly attributes: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** text between this tag and the next one */
  readonly text: string;
}

function endOfTag(xml: string, start: number): number {
  let quote = '';
  for (let i = start; i < xml.length; i += 1) {
    const char = xml.charAt(i);
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return i;
  }
  return xml.length;
}

/** Tags one after another, without their prefixes. Declarations are stepped over, so no entity of a document's own. */
function* tagsOf(xml: string): Generator<Tag> {
  let at = xml.indexOf('<');
  while (at >= 0) {
    const end = xml.startsWith('<!--', at) ? xml.indexOf('-->', at) + 2 : endOfTag(xml, at + 1);
    if (end < at) return;
    const next = xml.indexOf('<', end);
    const body = xml.slice(at + 1, end);
    if (!/^[!?]/.test(body)) {
      const [, close, name = '', attributes = '', empty] =
        /^(\/?)(?:\w+:)?([\w.-]+)([^]*?)(\/?)$/.exec(body) ?? [];
      const text = xml.slice(end + 1, next < 0 ? undefined : next);
      yield { name, attributes, text, kind: close ? 'close' : empty ? 'empty' : 'open' };
    }
    at = next;
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const plain = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (name) return entities[name] ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

function attribute(tag: Tag, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag.attributes);
  return match ? plain(match[1] ?? match[2] ?? '') : null;
}

/** Parts of the archive by name; none is unpacked once they claim more than the limit together. */
function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): ReadonlyMap<string, string> {
  let left = MAX_UNPACKED_BYTES;
  const files: Unzipped = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!wanted(name)) return false;
      left -= originalSize;
      if (left < 0) throw new UnreadableSheet('too large');
      return true;
    },
  });
  return new Map(Object.entries(files).map(([name, part]) => [name, strFromU8(part)]));
}

const BOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const TEXTS = 'xl/sharedStrings.xml';

/** Where the first visible sheet is, by the book's own table; null: nowhere. */
function firstSheet(bytes: Uint8Array): string | null {
  const parts = unpack(bytes, (name) => name === BOOK || name === RELATIONS);
  let id: string | null = null;
  for (const tag of tagsOf(parts.get(BOOK) ?? '')) {
    if (tag.name !== 'sheet' || tag.kind === 'close') continue;
    if ((attribute(tag, 'state') ?? 'visible') === 'visible') {
      id = attribute(tag, 'id');
      break;
    }
  }
  for (const tag of tagsOf(parts.get(RELATIONS) ?? '')) {
    const target = attribute(tag, 'Target');
    if (target && id !== null && attribute(tag, 'Id') === id) {
      return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    }
  }
  return null;
}

/** Texts that cells name by number; phonetic readings are no part of them. */
function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let phonetic = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'si' && tag.kind !== 'close') texts.push('');
    if (tag.name === 'rPh') phonetic = tag.kind === 'open';
    if (tag.name === 't' && tag.kind === 'open' && !phonetic) {
      texts.push((texts.pop() ?? '') + plain(tag.text));
    }
  }
  return texts;
}

/** «AB12» → 27: the column, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** A number that the spreadsheet has rounded is written with an exponent, as it would show it. */
function numberText(value: string): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  return Math.abs(number) < MAX_EXACT ? String(number) : number.toExponential();
}

const MAX_COLUMNS = 200;

/** The sheet and its shared texts. @throws UnreadableSheet */
function unpackSheet(bytes: Uint8Array): { readonly sheet: string; readonly texts: string[] } {
  try {
    const name = firstSheet(bytes);
    const parts = unpack(bytes, (each) => each === name || each === TEXTS);
    const sheet = parts.get(name ?? '');
    if (sheet === undefined) throw new UnreadableSheet('no sheet');
    return { sheet, texts: sharedTexts(parts.get(TEXTS) ?? '') };
  } catch (error) {
    throw error instanceof UnreadableSheet ? error : new UnreadableSheet('not an archive');
  }
}

/**
 * Rows of the first visible sheet of an XLSX file, as text. What claims more than 40 MB is not unpacked.
 * @throws UnreadableSheet when it is no such file, is damaged, protected or too large.
 */
export function readSheet(bytes: Uint8Array): TableRow[] {
  const { sheet, texts: shared } = unpackSheet(bytes);
  const rows: TableRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let type = 'n';
  const put = (text: string) => {
    if (column < MAX_COLUMNS) cells[column] = (cells[column] ?? '') + text;
  };
  for (const tag of tagsOf(sheet)) {
    if (tag.name === 'row' && tag.kind === 'open') {
      line = Number(attribute(tag, 'r') ?? line + 1);
      cells = [];
      column = -1;
    } else if (tag.name === 'row' && tag.kind === 'close') {
      const texts = Array.from(cells, (cell: string | undefined) => (cell ?? '').trim());
      if (texts.some((text) => text !== '')) rows.push({ line, cells: texts });
    } else if (tag.name === 'c' && tag.kind !== 'close') {
      const reference = attribute(tag, 'r');
      column = reference ? columnOf(reference) : column + 1;
      type = attribute(tag, 't') ?? 'n';
    } else if (tag.name === 'v' && tag.kind === 'open') {
      const value = plain(tag.text);
      put(type === 's' ? (shared[Number(value)] ?? '') : type === 'n' ? numberText(value) : value);
    } else if (tag.name === 't' && tag.kind === 'open' && type === 'inlineStr') put(plain(tag.text));
  }
  return rows;
}
