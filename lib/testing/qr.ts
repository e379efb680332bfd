import decode from 'qr/decode.js';

/** Points of the picture for one square. */
const STEP = 4;

/**
 * What a camera reads off a code, by another library than the one that drew it.
 * @param cells squares by rows, true is black
 * @param border squares of white to put around them
 * @throws where nothing can be read
 */
export function readCode(cells: readonly (readonly boolean[])[], border: number): string {
  const side = (cells.length + 2 * border) * STEP;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (!cells[Math.floor(y / STEP) - border]?.[Math.floor(x / STEP) - border]) continue;
      data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return decode({ width: side, height: side, data });
}

/** Squares of an outline «M1 2h1v1h-1z…» in a field of `side` squares. */
export function cellsOfOutline(path: string, side: number): boolean[][] {
  const black = new Set(
    [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x ?? ''} ${y ?? ''}`),
  );
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_each, x) => black.has(`${String(x)} ${String(y)}`)),
  );
}
