import { readFileSync } from 'node:fs';
import path from 'node:path';
import PDFDocument from 'pdfkit';

const FONTS = 'node_modules/@expo-google-fonts/golos-text';
const fonts = new Map<string, Buffer>();

function font(file: string): Buffer {
  const known = fonts.get(file);
  if (known) return known;
  const bytes = readFileSync(path.join(process.cwd(), FONTS, file));
  fonts.set(file, bytes);
  return bytes;
}

/** A4 in points. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = 42;

/** Room for the sums under a table. */
export const TAIL = 96;

export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align?: 'left' | 'right' | 'center';
}

/** Digits of one width, so that sums stand under each other. */
const FIGURES = { tnum: true } as unknown as PDFKit.Mixins.OpenTypeFeatures[];

export interface TextOptions {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'right' | 'center';
  readonly gap?: number;
}

/** A document that is set from the top down on A4 sheets, in the font of the cabinet, embedded. */
export class Sheet {
  readonly left = MARGIN;
  readonly width = WIDTH - 2 * MARGIN;
  y = MARGIN;
  #document: PDFKit.PDFDocument;
  #chunks: Buffer[] = [];

  constructor(title: string, author: string, at: Date) {
    this.#document = new PDFDocument({
      size: 'A4',
      margin: 0,
      // The standard fonts have no Cyrillic, so none is loaded.
      font: '',
      bufferPages: true,
      lang: 'ru-RU',
      displayTitle: true,
      info: { Title: title, Author: author, CreationDate: at },
    });
    this.#document.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#document.registerFont('text', font('400Regular/GolosText_400Regular.ttf'));
    this.#document.registerFont('bold', font('600SemiBold/GolosText_600SemiBold.ttf'));
    this.#document.font('text').fillColor('#000').strokeColor('#000');
  }

  #set({ size = 9.5, bold = false }: TextOptions): void {
    this.#document.font(bold ? 'bold' : 'text').fontSize(size);
  }

  heightOf(text: string, width: number, options: TextOptions = {}): number {
    this.#set(options);
    return this.#document.heightOfString(text, { width, align: options.align ?? 'left', features: FIGURES });
  }

  /** Text in a box; the place on the sheet does not move. */
  at(text: string, x: number, y: number, width: number, options: TextOptions = {}): void {
    this.#set(options);
    this.#document.text(text, x, y, { width, align: options.align ?? 'left', features: FIGURES });
  }

  /** A paragraph over the whole width. */
  paragraph(text: string, options: TextOptions = {}): void {
    const height = this.heightOf(text, this.width, options);
    this.room(height);
    this.at(text, this.left, this.y, this.width, options);
    this.y += height + (options.gap ?? 4);
  }

  /** «Поставщик: …» with the names in a column. */
  fact(name: string, value: string, nameWidth = 82): void {
    const height = this.heightOf(value, this.width - nameWidth, { bold: true });
    this.room(height);
    this.at(name, this.left, this.y, nameWidth);
    this.at(value, this.left + nameWidth, this.y, this.width - nameWidth, { bold: true });
    this.y += height + 6;
  }

  /** Begins a new sheet where less than `height` is left. */
  room(height: number): boolean {
    if (this.y + height <= HEIGHT - MARGIN - 14) return false;
    this.#document.addPage();
    this.y = MARGIN;
    return true;
  }

  line(x1: number, y1: number, x2: number, y2: number, width = 0.6): void {
    this.#document.lineWidth(width).moveTo(x1, y1).lineTo(x2, y2).stroke();
  }

  box(x: number, y: number, width: number, height: number): void {
    this.#document.lineWidth(0.6).rect(x, y, width, height).stroke();
  }

  /** Rows with lines around their cells; the head is repeated on a new sheet, the last row stays with its sums. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[], tail: number): void {
    const pad = 4;
    const row = (cells: readonly string[], bold: boolean) => {
      const options = { bold, size: 8.5 };
      const heights = columns.map((column, i) =>
        this.heightOf(cells[i] ?? '', column.width - 2 * pad, options),
      );
      return { cells, options, height: Math.max(...heights) + 2 * pad };
    };
    const draw = ({ cells, options, height }: ReturnType<typeof row>, head: boolean) => {
      let x = this.left;
      for (const [i, column] of columns.entries()) {
        this.box(x, this.y, column.width, height);
        const align = head ? 'center' : (column.align ?? 'left');
        this.at(cells[i] ?? '', x + pad, this.y + pad, column.width - 2 * pad, { ...options, align });
        x += column.width;
      }
      this.y += height;
    };
    const head = row(
      columns.map((column) => column.title),
      true,
    );
    this.room(head.height * 2);
    draw(head, true);
    for (const [i, cells] of rows.entries()) {
      const next = row(cells, false);
      if (this.room(next.height + (i === rows.length - 1 ? tail : 0))) draw(head, true);
      draw(next, false);
    }
    this.y += 6;
  }

  /** «Итого: 1 290,00» at the right edge. */
  sum(name: string, value: string, bold = true): void {
    const valueWidth = 110;
    const height = this.heightOf(name, this.width - valueWidth - 8, { bold, align: 'right' });
    this.room(height);
    this.at(name, this.left, this.y, this.width - valueWidth - 8, { bold, align: 'right' });
    this.at(value, this.left + this.width - valueWidth, this.y, valueWidth - 4, { bold, align: 'right' });
    this.y += height + 2;
  }

  /** Black squares of a code, `true` is black. */
  code(modules: readonly (readonly boolean[])[], x: number, y: number, size: number): void {
    const step = size / modules.length;
    for (const [row, cells] of modules.entries()) {
      for (let from = 0; from < cells.length; from += 1) {
        if (!cells[from]) continue;
        let to = from;
        while (cells[to + 1]) to += 1;
        this.#document.rect(x + from * step, y + row * step, (to - from + 1) * step, step);
        from = to;
      }
    }
    this.#document.fill('#000');
  }

  /** «Руководитель» and a line to sign on, the name under the line. */
  signature(role: string, name: string, x: number, width: number): void {
    const roleWidth = 80;
    const from = x + roleWidth;
    this.at(role, x, this.y, roleWidth, { bold: true });
    this.line(from, this.y + 12, x + width, this.y + 12);
    this.at(name, from, this.y + 15, width - roleWidth, { size: 8, align: 'center' });
  }

  /** The file; where there are several sheets, each says what it is of: «Счёт № …, лист 1 из 2». */
  async finish(name: string): Promise<Uint8Array> {
    const { count } = this.#document.bufferedPageRange();
    for (let page = 0; count > 1 && page < count; page += 1) {
      this.#document.switchToPage(page);
      this.at(`${name}, лист ${page + 1} из ${count}`, this.left, HEIGHT - MARGIN - 4, this.width, {
        size: 8,
        align: 'right',
      });
    }
    return new Promise((resolve) => {
      this.#document.on('end', () => resolve(Buffer.concat(this.#chunks)));
      this.#document.end();
    });
  }
}
