/** A search over everything needs so many characters; cards ask for one more (lib/sim-cards/search.rule.ts). */
export const SEARCH_SHORTEST = 2;
/** So many of each kind are found at once. */
export const MOST_FOUND = 5;

/** What a search over one kind of things has found. */
export interface Found<T> {
  readonly items: readonly T[];
  /** there is more than what stands in `items` */
  readonly more: boolean;
}

export const nothingFound = { items: [], more: false } as const;

/** Of rows read one beyond the limit, those that are shown. */
export const foundOf = <T>(rows: readonly T[]): Found<T> => ({
  items: rows.slice(0, MOST_FOUND),
  more: rows.length > MOST_FOUND,
});

/** A pattern of LIKE over lower-case text for what is typed: no sign in it is a wildcard. */
export const likePattern = (typed: string): string => `%${typed.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
