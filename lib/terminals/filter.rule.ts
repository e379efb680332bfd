import { type Health, healthStates, type OfdMode, ofdModes } from './model';

/** So many terminals are moved at once. */
export const MOST_MOVED = 500;
/** So many are named in an address. */
export const MOST_NAMED = 100;

/** A filter value: nothing is known of it. */
export const UNKNOWN = 'UNKNOWN';

export const driveFilters = ['SOON', 'OVER', UNKNOWN] as const;
export const terminalSorts = ['name', 'seen', 'drive'] as const;
export type TerminalSort = (typeof terminalSorts)[number];

/** What the address of the list says. */
export interface TerminalFilter {
  readonly q: string | null;
  readonly health: Health | null;
  readonly model: string | null;
  /** a release line of EvotorPOS, or UNKNOWN */
  readonly line: string | null;
  readonly ofd: OfdMode | null;
  readonly drive: (typeof driveFilters)[number] | null;
  readonly sort: TerminalSort;
  readonly descending: boolean;
  readonly after: string | null;
  readonly before: string | null;
}

/** Search parameters that narrow the list. */
export const terminalFilterNames = ['q', 'health', 'model', 'line', 'ofd', 'drive'] as const;

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | null =>
  values.find((each) => each === value) ?? null;

/** Anything that is no value of a filter is no filter. */
export function terminalFilter(params: Readonly<Record<string, string | undefined>>): TerminalFilter {
  const text = (name: string, most: number) =>
    params[name]?.replaceAll('\0', '').trim().slice(0, most) || null;
  const sort = params['sort'] ?? '';
  return {
    q: text('q', 100),
    health: oneOf(healthStates, params['health']),
    model: text('model', 100),
    line: text('line', 20),
    ofd: oneOf(ofdModes, params['ofd']),
    drive: oneOf(driveFilters, params['drive']),
    sort: oneOf(terminalSorts, sort.replace(/^-/, '')) ?? 'name',
    descending: sort.startsWith('-'),
    after: text('after', 300),
    before: text('before', 300),
  };
}
