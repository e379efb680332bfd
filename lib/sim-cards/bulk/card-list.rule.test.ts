import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anIccid, withCheckDigit } from '@/lib/testing/factories';
import { readCardList } from './card-list.rule';
import { decodeText, readTable } from './list-text.rule';

const A = '8970101123456789019';
const B = '8970101000000000012';
const list = (text: string) => readCardList(readTable(text));
const found = (text: string) => list(text).map(({ line, iccid, problem }) => [line, iccid ?? problem?.code]);

describe('a list of cards', () => {
  it.each([
    ['spaces', '8970 1011 2345 6789 019'],
    ['dashes', '8970–1011—2345-6789-019'],
    ['a filler', '8970101123456789019F'],
    ['Cyrillic letters', '897О1О112З45б789О19'],
    ['the other length', withCheckDigit(A)],
    ['the other length with a filler', `${withCheckDigit(A)}FF`],
  ])('the same number with %s is the same card', (_, other) => {
    expect(list(`${A}\n${other}`)[1]).toMatchObject({
      line: 2,
      iccid: null,
      problem: { code: 'DUPLICATE', firstLine: 1 },
    });
    expect(list(other)[0]).toMatchObject({ problem: null });
  });

  it.each([
    [
      'one column',
      `${A}\n${B}`,
      [
        [1, A],
        [2, B],
      ],
    ],
    ['a title', `ICCID\n${A}`, [[2, A]]],
    ['a title in Russian with others', `Касса;Номер карты;Телефон\nПрилавок 1;${A};+79110001122`, [[2, A]]],
    [
      'the column without titles',
      `Прилавок 1;${A}\nПрилавок 2;${B}`,
      [
        [1, A],
        [2, B],
      ],
    ],
    ['unknown titles', `Где;Что\nПрилавок 1;${A}`, [[2, A]]],
    [
      'commas',
      `${A},Прилавок\n${B},Касса`,
      [
        [1, A],
        [2, B],
      ],
    ],
    [
      'tabs',
      `${A}\tПрилавок, 1\n${B}\tКасса; 2`,
      [
        [1, A],
        [2, B],
      ],
    ],
    [
      'several in a line',
      `${A}, ${B}`,
      [
        [1, A],
        [1, B],
      ],
    ],
    [
      'spaces, dashes and quotes',
      `"8970 1011 2345 6789 019"\n8970-1010-0000-0000-012`,
      [
        [1, A],
        [2, B],
      ],
    ],
    [
      'what spreadsheets wrap a text in',
      `="${A}"\n'${B}`,
      [
        [1, A],
        [2, B],
      ],
    ],
    [
      'empty lines and Windows line ends',
      `\r\n${A}\r\n\r\n${B}\r\n`,
      [
        [2, A],
        [4, B],
      ],
    ],
    [
      'old line ends of a Mac',
      `${A}\r${B}`,
      [
        [1, A],
        [2, B],
      ],
    ],
    [
      'a line end in quotes',
      `"Прилавок\nпервый";${A}\nКасса;${B}`,
      [
        [1, A],
        [3, B],
      ],
    ],
    ['a trailing F', `${A}F`, [[1, A]]],
    ['only mistakes', 'абв', [[1, 'ROW_CHARACTERS']]],
    ['nothing', ' \n;;\n', []],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['letters', 'не номер', { code: 'ROW_CHARACTERS' }],
    ['18 digits', A.slice(0, 18), { code: 'ROW_LENGTH', digits: 18 }],
    ['a typing mistake', `${A.slice(0, 18)}${(Number(A.at(-1)) + 1) % 10}`, { code: 'ROW_CHECK_DIGIT' }],
    ['rounded by Excel', '8,97010112345679E+18', { code: 'ROW_ROUNDED' }],
    ['rounded, in English', '8.97010112345679e18', { code: 'ROW_ROUNDED' }],
    ['the same again', `${B.slice(0, 4)} ${B.slice(4)}`, { code: 'DUPLICATE', firstLine: 2 }],
  ])('names what is wrong with a row: %s', (_, row, problem) => {
    expect(list(`Номер карты\n${B}\n${A}\n"${row}"`).at(-1)).toMatchObject({ line: 4, iccid: null, problem });
  });

  it('the number missing in a row of several cells', () => {
    expect(list(`Номер карты;Касса\n;Прилавок`)).toMatchObject([{ line: 2, problem: { code: 'ROW_EMPTY' } }]);
  });

  it('10 000 rows with 700 bad ones: each named with its line, the others go on', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => {
      const iccid = anIccid();
      if (i % 100 < 93) return { row: iccid, iccid };
      return {
        row: i % 2 ? iccid.slice(1) : `${iccid.slice(0, 18)}${(Number(iccid.at(-1)) + 1) % 10}`,
        iccid: null,
      };
    });
    const read = list(['Номер карты', ...rows.map(({ row }) => row)].join('\r\n'));
    expect(read).toHaveLength(10_000);
    const bad = read.filter(({ problem }) => problem !== null);
    expect(bad).toHaveLength(700);
    expect(bad.map(({ line }) => line)).toEqual(
      rows.flatMap(({ iccid }, i) => (iccid === null ? [i + 2] : [])),
    );
    expect(read.flatMap(({ iccid }) => iccid ?? [])).toEqual(rows.flatMap(({ iccid }) => iccid ?? []));
  });
});

describe('text of a file', () => {
  const text = `Номер карты;Касса\r\n${A};Прилавок «Ёлка»\r\n`;
  const windows = Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    if (char === 'Ё') return 0xa8;
    if (char === '«') return 0xab;
    if (char === '»') return 0xbb;
    return code >= 0x410 ? code - 0x410 + 0xc0 : code;
  });
  it.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with its mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['Windows-1251', windows],
    ['UTF-16 of Excel', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ])('%s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('any table survives being written and read', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const written = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(';'));
        const read = readTable(written.join('\n'));
        expect(read.map(({ cells }) => cells)).toEqual(
          rows.filter((row) => row.some((value) => value !== '')),
        );
      }),
    );
  });

  it('never fails, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        for (const row of readCardList(readTable(decodeText(bytes)))) {
          expect((row.iccid === null) !== (row.problem === null)).toBe(true);
        }
      }),
    );
  });
});
