export type ConfigAge =
  /** what is wanted is what has been reported as applied */
  | { readonly state: 'APPLIED'; readonly at: Date }
  /** wanted since the first change after what was applied; null: not known */
  | { readonly state: 'LAGGING'; readonly since: Date | null; readonly appliedAt: Date }
  | { readonly state: 'NEVER' };

/** How old what is wanted of a terminal is, and what it has: `changes` are the moments at which anything was changed. */
export function configAge(
  wantedEtag: string,
  applied: { readonly etag: string; readonly at: Date } | null,
  changes: readonly (Date | null)[],
): ConfigAge {
  if (!applied) return { state: 'NEVER' };
  if (applied.etag === wantedEtag) return { state: 'APPLIED', at: applied.at };
  const times = changes.flatMap((each) => (each ? [each.getTime()] : []));
  const later = times.filter((time) => time > applied.at.getTime());
  return {
    state: 'LAGGING',
    since: later.length > 0 ? new Date(Math.min(...later)) : null,
    appliedAt: applied.at,
  };
}
