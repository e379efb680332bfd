import { authorize, type Context, today } from '@/lib/access/context';
import { type Result, success } from '@/lib/core/result';
import { log } from '@/lib/platform/log';
import { dueIds } from '../store';
import { renewDueSubscription, type RenewalOutcome } from './renew-due';

const BATCH = 500;

/**
 * Renews everything of the organization that is due today; each subscription commits by itself, a fault in one does
 * not hold the others. Refusal: FORBIDDEN. @throws when some failed, so that the job is repeated.
 */
export async function renewOrganization(
  ctx: Context,
): Promise<Result<Readonly<Record<RenewalOutcome, number>>, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const day = today(ctx);
  const counts = { NOTHING: 0, RENEWED: 0, PAST_DUE: 0, ENDED: 0 };
  const passed = new Set<string>();
  let failed = 0;
  for (;;) {
    const due = await dueIds(ctx, day, BATCH + passed.size);
    const ids = due.filter((id) => !passed.has(id));
    if (ids.length === 0) break;
    for (const subscriptionId of ids) {
      try {
        const result = await renewDueSubscription(ctx, { subscriptionId });
        const outcome = result.ok ? result.value : 'NOTHING';
        counts[outcome] += 1;
        if (outcome === 'NOTHING') passed.add(subscriptionId);
      } catch (error) {
        failed += 1;
        passed.add(subscriptionId);
        log.error('renewal failed', error, { subscriptionId });
      }
    }
  }
  if (failed > 0) throw new Error(`${failed} renewals failed`);
  return success(counts);
}
