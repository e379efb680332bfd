import { authorize, type Context, today } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { jobActor } from '@/lib/platform/job-context';
import { transaction } from '@/lib/platform/transaction';
import { settleDevice } from '../../card/device';
import { isElsewhere, isSameDevice } from '../../card/imei.rule';
import { saveImeiLock } from '../../card/imei-lock.store';
import { writeLog } from '../../card/log.store';
import { cardTail } from '../../labels';
import { ofLimitText } from '../labels';
import type { Reading } from '../reading';
import { settleLimit } from '../settle-limit';
import { effectiveLimit, monthOf, type UsageLevel, usageLevel } from '../usage.rule';
import {
  bytesInMonth,
  lockMetered,
  type MeteredCard,
  saveDays,
  saveLastTrafficOf,
  saveTraffic,
} from '../usage.store';

/** A card that works is looked at every three hours, one that does not once a day. */
const EVERY_MS = { on: 3 * 3_600_000, off: 24 * 3_600_000 } as const;
const on: ReadonlySet<string> = new Set(['ACTIVATING', 'ACTIVE', 'DEACTIVATING']);

export interface RecordUsage {
  readonly simCardId: string;
  readonly reading: Reading;
}

/**
 * Takes in what an operator says about the traffic and the device of a card: days, the month against the limit, the
 * device against the terminal. Warns once a month at each level and whenever the card moves to another device; what
 * holds the card off follows. Repeatable. Refusals: FORBIDDEN, NOT_FOUND.
 */
export async function recordUsage(
  ctx: Context,
  { simCardId, reading }: RecordUsage,
): Promise<Result<UsageLevel, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const denied = authorize(ctx, 'simCards.manage');
  if (denied) return denied;
  // Whoever has asked for it, what is found out is nobody's deed.
  const system: Context = { ...ctx, actor: jobActor };
  return transaction(system, async (ctx): Promise<Result<UsageLevel, 'FORBIDDEN' | 'NOT_FOUND'>> => {
    const card = await lockMetered(ctx, simCardId);
    if (!card) return refusal('NOT_FOUND');
    const month = monthOf(today(ctx));
    await saveDays(ctx, card.id, reading.days);
    const bytes = await bytesInMonth(ctx, card.id, month);
    const limitMb = effectiveLimit(card.ownLimitMb, card.organizationLimitMb);
    const level = usageLevel(bytes, limitMb);
    const seen = reading.card?.imei ?? null;
    const everyMs = on.has(card.state) ? EVERY_MS.on : EVERY_MS.off;
    await saveTraffic(ctx, card.id, {
      month,
      bytes,
      level,
      imei: seen,
      isElsewhere: isElsewhere(seen ?? card.imei, card.terminalImei),
      dueAt: new Date(ctx.clock.now().getTime() + everyMs),
    });
    if (reading.card?.lastTrafficAt) await saveLastTrafficOf(ctx, card.id, reading.card.lastTrafficAt);
    if (limitMb !== null && level !== 'NONE' && hasRisen(card, month, level)) {
      await writeLog(ctx, [
        { simCardId: card.id, kind: `LIMIT_${level}`, after: ofLimitText(bytes, limitMb) },
      ]);
    }
    await settleLimit(ctx, { ...card, level });
    if (reading.card) await takeDevice(ctx, card, reading.card);
    return success(level);
  });
}

const rank: Readonly<Record<UsageLevel, number>> = { NONE: 0, NEAR: 1, OVER: 2 };

const hasRisen = (card: MeteredCard, month: string, level: UsageLevel): boolean =>
  rank[level] > (card.month === month ? rank[card.level] : 0);

/** The operator's own truth of the lock counts, unless we are just changing it. */
async function takeDevice(
  ctx: Context,
  card: MeteredCard,
  theirs: { readonly imei: string | null; readonly imeiLock: string | null },
): Promise<void> {
  const { imei } = theirs;
  const lock = card.lockPending ? card.imeiLock : theirs.imeiLock;
  if (lock !== card.imeiLock) {
    await saveImeiLock(ctx, card.id, lock);
    const kind = lock === null ? 'IMEI_UNLOCKED' : 'IMEI_LOCKED';
    await writeLog(ctx, [{ simCardId: card.id, kind, before: card.imeiLock, after: lock }]);
  }
  if (imei !== null && isMove(card, imei)) {
    await writeLog(ctx, [
      { simCardId: card.id, kind: 'DEVICE_CHANGED', before: card.imei, after: `IMEI ${imei}` },
    ]);
    await audit(ctx, {
      action: 'simCards.deviceChanged',
      objectType: 'simCard',
      objectId: card.id,
      objectName: cardTail(card.iccid),
      storeId: card.storeId,
      before: { imei: card.imei ?? card.terminalImei },
      after: { imei },
    });
  }
  await settleDevice(ctx, { simCardId: card.id, seen: imei ?? card.imei, lock });
}

/** From one device to another, or the first time in another than its terminal. */
const isMove = (card: MeteredCard, imei: string): boolean =>
  card.imei === null ? isElsewhere(imei, card.terminalImei) : !isSameDevice(card.imei, imei);
