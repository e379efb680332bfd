import { useEffect, useState } from 'react';
import { type Found, SEARCH_SHORTEST } from '@/lib/core/search';
import type { FoundCard } from '@/lib/sim-cards/model';
import type { FoundStore } from '@/lib/stores/model';
import type { FoundTerminal } from '@/lib/terminals/model';

/** What the address /search answers. */
export interface FoundThings {
  readonly terminals: Found<FoundTerminal>;
  readonly cards: Found<FoundCard>;
  readonly stores: Found<FoundStore>;
}

export interface Failure {
  readonly text: string;
  /** the session is over: asking again does not help */
  readonly isSignedOut: boolean;
}

type Answer = { readonly found: FoundThings } | { readonly failure: Failure };

/** Long enough for the next key, short enough not to be noticed. */
const PAUSE_MS = 160;

const NO_LINK: Failure = {
  text: 'Не получилось найти: нет связи с кабинетом. Проверьте интернет и повторите.',
  isSignedOut: false,
};

async function failureOf(response: Response): Promise<Failure> {
  if (response.status === 401) return { text: 'Вход устарел, поэтому искать нельзя.', isSignedOut: true };
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  const reason = response.status === 429 && problem.detail ? problem.detail : 'Повторите чуть позже.';
  return { text: `Не получилось найти. ${reason}`, isSignedOut: false };
}

async function ask(query: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(`/search?q=${encodeURIComponent(query)}`, { signal });
  if (!response.ok) return { failure: await failureOf(response) };
  return { found: (await response.json()) as FoundThings };
}

const tight = (text: string) => text.toLowerCase().replace(/[\s()+-]/g, '');

/** Of what was found before, what still answers the longer text: it may stand, and be opened, until the answer comes. */
function narrowed(found: FoundThings, query: string): FoundThings {
  const typed = tight(query);
  const has = (...texts: readonly (string | null)[]) =>
    texts.some((text) => tight(text ?? '').includes(typed));
  const part = <T>({ items }: Found<T>, fits: (item: T) => boolean): Found<T> => ({
    items: items.filter(fits),
    more: false,
  });
  return {
    terminals: part(found.terminals, ({ name, serialNumber }) => has(name, serialNumber)),
    cards: part(found.cards, ({ iccid, msisdn, label }) => has(iccid, msisdn, label)),
    stores: part(found.stores, ({ name, address }) => has(name, address)),
  };
}

export interface Finding {
  readonly found: FoundThings | null;
  readonly failure: Failure | null;
  readonly isSearching: boolean;
  readonly retry: () => void;
}

/** Asks the cabinet what is typed means, once the typing rests; an answer that is no longer wanted is given up. */
export function useFound(query: string): Finding {
  const [told, setTold] = useState<{ query: string; attempt: number; answer: Answer } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const asked = query.trim();
  const isAsked = asked.length >= SEARCH_SHORTEST;

  useEffect(() => {
    if (!isAsked) return;
    const giveUp = new AbortController();
    const tell = (answer: Answer) => {
      if (!giveUp.signal.aborted) setTold({ query: asked, attempt, answer });
    };
    const timer = setTimeout(() => {
      ask(asked, giveUp.signal).then(tell, () => tell({ failure: NO_LINK }));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [asked, attempt, isAsked]);

  const retry = () => setAttempt((before) => before + 1);
  if (!isAsked) return { found: null, failure: null, isSearching: false, retry };
  const isAnswered = told?.query === asked && told.attempt === attempt;
  const before = told && 'found' in told.answer ? told.answer.found : null;
  if (!isAnswered) {
    return { found: before && narrowed(before, asked), failure: null, isSearching: true, retry };
  }
  return {
    found: before,
    failure: 'failure' in told.answer ? told.answer.failure : null,
    isSearching: false,
    retry,
  };
}
