import { authorize, type Context, narrowedTo } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { type Result, refusal, success } from '@/lib/core/result';
import { MOST_NAMED, terminalFilter } from '../filter.rule';
import { findTerminalIds } from '../queries';
import type { SelectionInput } from '../schema';

export interface Selection {
  /** by name; at most MOST_NAMED */
  readonly ids: readonly string[];
  readonly total: number;
}

/** What the filter of the list finds on all pages, to be chosen. Changes nothing. Refusals: FORBIDDEN, NOT_FOUND. */
export async function selectTerminals(
  ctx: Context,
  { filter }: SelectionInput,
): Promise<Result<Selection, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'terminals.read');
  if (denied) return denied;
  const store = filter['store'] ?? null;
  if (store !== null && !isId(store)) return refusal('NOT_FOUND');
  return success(await findTerminalIds(narrowedTo(ctx, store), terminalFilter(filter), MOST_NAMED));
}
