import { authorize, type Context, narrowedTo } from '@/lib/access/context';
import { refusal, type Result } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { cardNumbersByFilter } from '../../list.store';
import { SIM_CARD_MODULE } from '../../model';
import { simCardFilter } from '../../schema';
import { MAX_ROWS } from '../card-list.rule';
import type { BulkCode } from '../messages';
import type { DraftFromFilterInput } from '../schema';
import { draftBulk } from './draft-bulk';

/**
 * The dry run for every card that a filter of the list finds, on all its pages, newest first as there. The same
 * request again: the first bulk. Refusals: FORBIDDEN, MODULE_NOT_INSTALLED, LIST_EMPTY, LIST_TOO_LONG.
 */
export async function draftFromFilter(
  ctx: Context,
  { filter, ...input }: DraftFromFilterInput,
): Promise<Result<{ readonly bulkId: string }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const numbers = await cardNumbersByFilter(
    narrowedTo(ctx, filter.store ?? null),
    simCardFilter(filter),
    MAX_ROWS + 1,
  );
  if (numbers.length === 0) return refusal('LIST_EMPTY');
  if (numbers.length > MAX_ROWS) {
    const most = new Intl.NumberFormat('ru').format(MAX_ROWS);
    return refusal('LIST_TOO_LONG', { rows: `более ${most}`, most });
  }
  const rows = numbers.map((iccid, i) => ({ line: i + 1, text: iccid, iccid, problem: null }));
  return draftBulk(ctx, { ...input, origin: 'SELECTION', rows });
}
