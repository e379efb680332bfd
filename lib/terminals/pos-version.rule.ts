export type PosVersionVerdict = 'OK' | 'TOO_OLD' | 'UNSUPPORTED_LINE' | 'UNKNOWN';

function parts(version: string | null): number[] | null {
  const text = version?.trim() ?? '';
  return /^\d+(\.\d+)*$/.test(text) ? text.split('.').map(Number) : null;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Whether an EvotorPOS version is not older than the floor of its release line (first number), compared as numbers.
 * A line above every known one is accepted, any other unknown line is not; missing parts are zeros
 * (seed «Отправка чеков на e-mail», «8.4.2 или 6.42.8»; domain.md B5.6). An empty floor takes any version.
 */
export function checkPosVersion(
  version: string | null,
  floor: Readonly<Record<number, string>>,
): PosVersionVerdict {
  const lines = Object.keys(floor).map(Number);
  if (lines.length === 0) return 'OK';
  const found = parts(version);
  if (!found) return 'UNKNOWN';
  const line = found[0] ?? 0;
  const lowest = parts(floor[line] ?? null);
  if (!lowest) return line > Math.max(...lines) ? 'OK' : 'UNSUPPORTED_LINE';
  return compare(found, lowest) >= 0 ? 'OK' : 'TOO_OLD';
}

/** «8.4.2 или 6.42.8»: the floor in words, newest line first. */
export const floorInWords = (floor: Readonly<Record<number, string>>): string =>
  Object.entries(floor)
    .sort(([a], [b]) => Number(b) - Number(a))
    .map(([, version]) => version)
    .join(' или ');
