import type { OwnSetting, PrintMode } from './model';

/** MINE: only this person changed it. THEIRS: only the other one. SAME: both want the same. null: a person decides. */
export type MergeSide = 'MINE' | 'THEIRS' | 'SAME' | null;

export interface MergeField<T> {
  /** what it was when this person began; undefined: not known any more */
  readonly base: T | undefined;
  readonly mine: T;
  readonly theirs: T;
  readonly side: MergeSide;
}

export interface SettingMerge {
  readonly printMode: MergeField<PrintMode | null>;
  readonly defaultEmail: MergeField<string | null>;
}

function mergeField<T>(base: T | undefined, mine: T, theirs: T): MergeField<T> {
  const side = mine === theirs ? 'SAME' : theirs === base ? 'MINE' : mine === base ? 'THEIRS' : null;
  return { base, mine, theirs, side };
}

/** Two changes of one setting, field by field. Nobody's value is dropped without a person who says so. */
export const mergeSettings = (
  base: OwnSetting | null,
  mine: OwnSetting,
  theirs: OwnSetting,
): SettingMerge => ({
  printMode: mergeField(base?.printMode, mine.printMode, theirs.printMode),
  defaultEmail: mergeField(base?.defaultEmail, mine.defaultEmail, theirs.defaultEmail),
});

const taken = <T>({ mine, theirs }: MergeField<T>, side: 'MINE' | 'THEIRS'): T =>
  side === 'MINE' ? mine : theirs;

/** What is saved when a side is chosen for each field. */
export const merged = (
  { printMode, defaultEmail }: SettingMerge,
  sides: { readonly printMode: 'MINE' | 'THEIRS'; readonly defaultEmail: 'MINE' | 'THEIRS' },
): OwnSetting => ({
  printMode: taken(printMode, sides.printMode),
  defaultEmail: taken(defaultEmail, sides.defaultEmail),
});
