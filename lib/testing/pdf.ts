import { inflateSync } from 'node:zlib';

/** What a reader of a PDF made by pdfkit sees: its lines of text, and the filled rectangles. */
export interface PdfContent {
  readonly pages: number;
  /** lines as they are set, one text operation each, no-break spaces as spaces */
  readonly text: string;
  /** [x, y, width, height] of what is filled, from the top left corner */
  readonly filled: readonly (readonly [number, number, number, number])[];
}

const numbers = (text: string): number[] => text.trim().split(/\s+/).map(Number);

/** Objects of the file by number: the dictionary and, where there is one, the stream unpacked. */
function objectsOf(file: Buffer): Map<number, { head: string; body: string }> {
  const raw = file.toString('latin1');
  const objects = new Map<number, { head: string; body: string }>();
  for (const match of raw.matchAll(/(\d+) 0 obj\n([^]*?)endobj/g)) {
    const [, id = '', all = ''] = match;
    const at = all.indexOf('stream\n');
    const head = at < 0 ? all : all.slice(0, at);
    const packed = at < 0 ? '' : all.slice(at + 7, all.lastIndexOf('\nendstream'));
    const body = head.includes('/FlateDecode')
      ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
      : packed;
    objects.set(Number(id), { head, body });
  }
  return objects;
}

/** Letters of the glyphs of a font, by its own /ToUnicode. */
function lettersOf(cmap: string): Map<number, string> {
  const letters = new Map<number, string>();
  const read = (hex: string) => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').swap16().toString('utf16le');
  for (const [, from = '', to = '', list = ''] of cmap.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
    const texts = [...list.matchAll(/<([\w\s]*)>/g)].map(([, hex = '']) => read(hex));
    for (let glyph = parseInt(from, 16); glyph <= parseInt(to, 16); glyph += 1)
      letters.set(glyph, texts[glyph - parseInt(from, 16)] ?? '?');
  }
  return letters;
}

export function readPdf(bytes: Uint8Array): PdfContent {
  const objects = objectsOf(Buffer.from(bytes));
  const fonts = new Map<string, Map<number, string>>();
  for (const { head } of objects.values())
    for (const [, name = '', id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.head ?? '')?.[1];
      fonts.set(name, lettersOf(objects.get(Number(unicode))?.body ?? ''));
    }
  const sheets = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  const lines: string[] = [];
  const filled: [number, number, number, number][] = [];
  for (const { head } of sheets) {
    const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]))?.body ?? '';
    let letters = new Map<number, string>();
    let path: [number, number, number, number][] = [];
    for (const line of content.split('\n')) {
      const font = /^\/(F\d+) [\d.]+ Tf$/.exec(line)?.[1];
      if (font) letters = fonts.get(font) ?? new Map<number, string>();
      else if (line.endsWith(' TJ')) {
        const glyphs = [...line.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
        lines.push(glyphs.map((hex) => letters.get(parseInt(hex, 16)) ?? '?').join(''));
      } else if (line.endsWith(' re')) {
        const [x = 0, y = 0, width = 0, height = 0] = numbers(line.slice(0, -3));
        path.push([x, y, width, height]);
      } else if (/^(f|S|n|B)\*?$/.test(line)) {
        if (line.startsWith('f')) filled.push(...path);
        path = [];
      }
    }
  }
  return { pages: sheets.length, text: lines.join('\n').replaceAll('\u00a0', ' '), filled };
}
