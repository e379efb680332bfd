import type { Entry } from './entries';

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const startsOne = (words: readonly string[], typed: string) => words.some((word) => word.startsWith(typed));

export interface Matches {
  /** by the words of the name: those whose name begins with what is typed first */
  readonly named: readonly Entry[];
  /** by other words that people look for them by */
  readonly related: readonly Entry[];
}

/** Entries that each typed word begins a word of, in any order. Upper case and ё make no difference. */
export function matching(entries: readonly Entry[], query: string): Matches {
  const typed = wordsOf(query);
  const [first] = typed;
  if (first === undefined) return { named: [], related: [] };
  const places: [Entry[], Entry[], Entry[]] = [[], [], []];
  for (const entry of entries) {
    const name = wordsOf(entry.label);
    const all = [...name, ...wordsOf(`${entry.also ?? ''} ${entry.section ?? ''}`)];
    if (!typed.every((word) => startsOne(all, word))) continue;
    const isNamed = typed.every((word) => startsOne(name, word));
    places[isNamed ? (name[0]?.startsWith(first) ? 0 : 1) : 2].push(entry);
  }
  return { named: [...places[0], ...places[1]], related: places[2] };
}
