import { type Kopecks, kopecks } from '@/lib/core/money';

export interface Turn {
  readonly position: number;
  readonly simCardId: string;
  /** 0: paid already, or nothing to be paid */
  readonly price: Kopecks;
}

/** Those that the account pays for now, in their order up to the first it does not, and the rest. */
export function decideAffordable(
  turns: readonly Turn[],
  balance: Kopecks,
): { readonly now: readonly Turn[]; readonly rest: readonly Turn[] } {
  let left = balance;
  const end = turns.findIndex(({ price }) => {
    if (price > left) return true;
    left = kopecks(left - price);
    return false;
  });
  return end < 0 ? { now: turns, rest: [] } : { now: turns.slice(0, end), rest: turns.slice(end) };
}
