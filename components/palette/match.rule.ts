import type { Entry } from './entries';

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const startsOne = (words: readonly string[], typed: string) => words.some((word) => word.startsWith(typed));

/**
 * Entries that each typed word begins a word of, in any order: of their name first, then of the other words people
 * look for them by. Upper case and ё make no difference.
 */
export function matching(entries: readonly Entry[], query: string): readonly Entry[] {
  const typed = wordsOf(query);
  if (typed.length === 0) return [];
  const ranked = entries.map((entry) => {
    const name = wordsOf(entry.label);
    const all = [...name, ...wordsOf(`${entry.also ?? ''} ${entry.section ?? ''}`)];
    if (!typed.every((word) => startsOne(all, word))) return { entry, rank: 3 };
    if (!typed.every((word) => startsOne(name, word))) return { entry, rank: 2 };
    return { entry, rank: name[0]?.startsWith(typed[0] ?? '') ? 0 : 1 };
  });
  return ranked
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
