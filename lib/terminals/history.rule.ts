import type { TerminalEventKind } from './model';

/** A place in a history: what comes before it is older. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

export const placeText = ({ at, id }: Place): string => `${String(at.getTime())}_${id}`;

/** Newest first, and of one moment the later id. */
const byTime = (left: Place, right: Place): number =>
  right.at.getTime() - left.at.getTime() || (left.id < right.id ? 1 : left.id > right.id ? -1 : 0);

/** The newest `size` of several histories, each newest first, and the place to go on from; null: that is all. */
export function merged<T extends Place>(
  histories: readonly (readonly T[])[],
  size: number,
): { readonly entries: readonly T[]; readonly older: string | null } {
  const all = histories.flat().sort(byTime);
  const entries = all.slice(0, size);
  const last = entries.at(-1);
  return { entries, older: all.length > size && last ? placeText(last) : null };
}

/** Something the cabinet noticed of a terminal and nobody did. */
export interface NoticedEntry extends Place {
  readonly type: 'NOTICED';
  readonly kind: TerminalEventKind;
  readonly before: string | null;
  readonly after: string | null;
  readonly detail: string | null;
}

/** Something that somebody did. */
export interface DoneEntry extends Place {
  readonly type: 'DONE';
  readonly done: {
    readonly actorName: string;
    readonly action: string;
    readonly objectType: string;
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
  };
}

export interface HistoryPage {
  readonly entries: readonly (NoticedEntry | DoneEntry)[];
  /** cursor of the following, older page */
  readonly older: string | null;
}
