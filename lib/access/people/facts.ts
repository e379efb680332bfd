import type { Role } from '../permission.rule';

/** Rights as the journal keeps them: names as they were, because stores are renamed. */
export const rightsFacts = (
  role: Role,
  stores: readonly string[] | null,
): { role: string; stores: string | readonly string[] } => ({ role, stores: stores ?? 'ALL' });
