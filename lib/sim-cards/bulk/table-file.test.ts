import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from './list-text.rule';
import { isSheet, readSheet, UnreadableSheet } from './sheet';
import { csvFile, xlsxFile } from '@/lib/core/table-file';

const rows = [
  ['Строка', 'Номер карты', 'Причина'],
  ['2', '8970 1011 2345 6789 017', 'Касса «Ёлка» & <b>;"'],
];

const book = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

const shared = (sheet: string, texts = '') =>
  book({
    'xl/workbook.xml':
      '<x:workbook xmlns:x="m" xmlns:r="o"><x:sheets><x:sheet name="Скрытый" sheetId="1" state="hidden" r:id="rId1"/><x:sheet name="Карты" sheetId="2" r:id="rId2"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="1"><c><v>1</v></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml': sheet,
    'xl/sharedStrings.xml': texts,
  });

describe('a spreadsheet', () => {
  it('is written and read again, every digit and character kept', () => {
    const file = xlsxFile('Карты', rows, [8, 27, 90]);
    expect(isSheet(file)).toBe(true);
    expect(readSheet(file)).toEqual(rows.map((cells, i) => ({ line: i + 1, cells })));
  });

  it('texts by number, texts in place, numbers; the first sheet that is not hidden; lines as its rows say', () => {
    const file = shared(
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "boom">]><x:worksheet><x:sheetData>
        <x:row r="3"><x:c r="B3" t="s"><x:v>1</x:v></x:c><x:c r="D3"><x:v>8.9701011234567895E+18</x:v></x:c></x:row>
        <!-- <x:row r="4"> --><x:row r="5"><x:c r="A5"><x:v>42</x:v></x:c><x:c r="B5" t="str"><x:f>A&amp;B</x:f><x:v>a &lt; &#1071;</x:v></x:c><x:c r="C5"/></x:row>
        <x:row r="6"/></x:sheetData></x:worksheet>`,
      '<sst><si><t>ноль</t></si><si><r><t>Номер </t></r><r><t xml:space="preserve">карты</t></r><rPh><t>x</t></rPh></si></sst>',
    );
    expect(readSheet(file)).toEqual([
      { line: 3, cells: ['', 'Номер карты', '', '8.97010112345679e+18'] },
      { line: 5, cells: ['42', 'a < Я'] },
    ]);
  });

  it.each([
    ['not an archive', strToU8('PK, but no archive')],
    ['an archive of something else', book({ 'word/document.xml': '<w/>' })],
    ['a damaged one', xlsxFile('Карты', rows, []).slice(0, 300)],
  ])('%s is said to be unreadable', (_, bytes) => {
    expect(() => readSheet(bytes)).toThrow(UnreadableSheet);
  });

  it('what unpacks to more than 40 MB is not unpacked', () => {
    const bomb = shared(`<worksheet><sheetData>${' '.repeat(41 * 1024 * 1024)}</sheetData></worksheet>`);
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(() => readSheet(bomb)).toThrow(UnreadableSheet);
  });
});

describe('a CSV file', () => {
  it('has its mark, separators of Russian spreadsheets, and is read again', () => {
    const file = csvFile(rows);
    expect(file.startsWith('\ufeffСтрока;Номер карты;Причина\r\n')).toBe(true);
    expect(readTable(file.slice(1)).map(({ cells }) => cells)).toEqual(rows);
  });

  it.each(['=1+1', '+7', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is no formula in it', (text) => {
    const [, ...lines] = csvFile([['x'], [text]]).split('\r\n');
    expect(lines.join('\r\n')).toMatch(/^"?'/);
  });
});
