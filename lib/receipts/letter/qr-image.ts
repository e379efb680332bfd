import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Points of the image for one square of the code, and squares of white around it, as ISO 18004 asks for. */
const SCALE = 6;
const BORDER = 4;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A QR code as a PNG of one bit per point: mail programs show no SVG. Error correction M. */
export function qrImage(text: string): Buffer {
  const { data: cells } = encode(text, { ecc: 'M', border: BORDER });
  const side = cells.length * SCALE;
  const rows = cells.flatMap((row) => {
    // A line begins with the number of its filter; a set bit is white.
    const line = Buffer.alloc(1 + Math.ceil(side / 8));
    for (let x = 0; x < side; x += 1) {
      const at = 1 + (x >> 3);
      if (!row[Math.floor(x / SCALE)]) line[at] = (line[at] ?? 0) | (0x80 >> (x & 7));
    }
    return Array.from({ length: SCALE }, () => line);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same code for a screen: outline of the dark squares in a field of `side` squares. */
export function qrOutline(text: string): { readonly side: number; readonly path: string } {
  const { data: cells } = encode(text, { ecc: 'M', border: BORDER });
  const path = cells
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { side: cells.length, path };
}
