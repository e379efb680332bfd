import { randomInt } from 'node:crypto';

export interface SeededRandom {
  readonly seed: number;
  /** 0 … `count` − 1 */
  readonly below: (count: number) => number;
  readonly chance: (share: number) => boolean;
  readonly oneOf: <T>(all: readonly T[]) => T;
}

/** The same choices from the same seed (Mulberry32). The seed is drawn, or given as SIMULATION_SEED. */
export function seededRandom(): SeededRandom {
  const seed = Number(process.env['SIMULATION_SEED'] ?? randomInt(2 ** 31));
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    seed,
    below,
    chance: (share) => next() < share,
    oneOf: <T>(all: readonly T[]): T => {
      const one = all[below(all.length)];
      if (one === undefined) throw new Error('nothing to choose from');
      return one;
    },
  };
}
