'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { MOST_NAMED } from '@/lib/terminals/filter.rule';

const KEY = 'terminals:selected';
const NOTHING = '[]';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const kept = (): string => sessionStorage.getItem(KEY) ?? NOTHING;

function keep(ids: readonly string[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(ids.slice(0, MOST_NAMED)));
  for (const listener of listeners) listener();
}

/** Nothing is chosen any more. */
export const clearSelection = (): void => keep([]);

export interface Selection {
  readonly ids: readonly string[];
  readonly has: (id: string) => boolean;
  /** chooses or leaves out; what is beyond MOST_NAMED is not taken */
  readonly set: (ids: readonly string[], on: boolean) => void;
  readonly replace: (ids: readonly string[]) => void;
}

/** Terminals that are chosen in this tab, on whichever page of the list they stand. */
export function useSelection(): Selection {
  const text = useSyncExternalStore(subscribe, kept, () => NOTHING);
  const ids = useMemo(() => JSON.parse(text) as string[], [text]);
  const chosen = useMemo(() => new Set(ids), [ids]);
  const has = useCallback((id: string) => chosen.has(id), [chosen]);
  const set = useCallback(
    (some: readonly string[], on: boolean) => {
      const others = ids.filter((id) => !some.includes(id));
      keep(on ? [...others, ...some] : others);
    },
    [ids],
  );
  return { ids, has, set, replace: keep };
}

/** `terminal=…&terminal=…` for an address. */
export const namedQuery = (ids: readonly string[]): string =>
  new URLSearchParams(ids.map((id) => ['terminal', id])).toString();
