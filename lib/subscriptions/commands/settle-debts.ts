import { authorize, type Context, today } from '@/lib/access/context';
import { localDateAt } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { transaction } from '@/lib/platform/transaction';
import { announceRestored } from '../charge';
import { revivableUntil, SETTINGS_KEPT_DAYS } from '../renewal.rule';
import { lockSubscription, revivableIds, type StoredSubscription } from '../store';
import { renewDue } from './renew-due';
import { startSubscriptions } from './start';

const DAY_MS = 86_400_000;

/**
 * After a top-up: pays what is past due, the oldest first, then brings back what ended for lack of money within
 * 90 days as new subscriptions with a new anchor (product.md 3.6), as far as the money goes. Each commits by itself.
 * Refusal: FORBIDDEN.
 */
export async function settleDebts(
  ctx: Context,
): Promise<Result<{ readonly renewed: number; readonly revived: number }, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'subscriptions.manage');
  if (denied) return denied;
  const { organizationId } = ctx;
  const { renewed } = await renewDue(ctx.db, ctx.clock, { organizationId, again: true });
  let revived = 0;
  // A day more than is kept: the calendar of the organization decides about each.
  const since = new Date(ctx.clock.now().getTime() - (SETTINGS_KEPT_DAYS + 1) * DAY_MS);
  for (const id of await revivableIds(ctx, since)) {
    if (await revive(ctx, id)) revived += 1;
  }
  return success({ renewed, revived });
}

/** As the screens say: the last day counts as a whole. */
function isKept(ctx: Context, sub: StoredSubscription): boolean {
  const until = revivableUntil(sub, sub.endedAt && localDateAt(sub.endedAt, ctx.timeZone));
  return until !== null && today(ctx) <= until;
}

async function revive(ctx: Context, id: string): Promise<boolean> {
  const result = await transaction(ctx, async (ctx) => {
    // A person may stop it while those before it are paid.
    const old = await lockSubscription(ctx, id);
    if (!old || !isKept(ctx, old)) return refusal('NOT_FOUND');
    const { simCardId, terminalId, subjectName: name } = old;
    const started = await startSubscriptions(ctx, {
      planSlug: old.planSlug,
      period: old.pendingPeriod ?? old.period,
      subjects: simCardId ? [{ simCardId, name }] : [{ terminalId: terminalId ?? '', name }],
    });
    if (!started.ok) return started;
    const [subscriptionId] = started.value.subscriptionIds;
    if (!subscriptionId) return success(false);
    await announceRestored(ctx, { ...old, id: subscriptionId });
    return success(true);
  });
  return result.ok && result.value;
}
