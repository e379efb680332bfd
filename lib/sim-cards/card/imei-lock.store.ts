import type { Context } from '@/lib/access/context';
import { enqueue } from '@/lib/platform/jobs';

export interface StoredLock {
  readonly id: string;
  readonly simCardId: string;
  readonly iccid: string;
  readonly operatorSlug: string;
  readonly imei: string | null;
  readonly isOpen: boolean;
  readonly reference: string | null;
  readonly attempts: number;
  readonly actorName: string;
  readonly createdAt: Date;
}

/** Writes down what the operator is to be asked, and has a worker ask it; part of the running transaction. */
export async function openLock(
  ctx: Context,
  lock: { readonly simCardId: string; readonly requestId: string; readonly imei: string | null },
): Promise<string> {
  const { id } = await ctx.db.simImeiLock.create({
    data: {
      ...lock,
      organizationId: ctx.organizationId,
      state: 'QUEUED',
      actorName: ctx.actor.name,
      createdAt: ctx.clock.now(),
    },
    select: { id: true },
  });
  await askLater(ctx, id, 0);
  return id;
}

/** Has a worker ask the operator in `runInMs` of real time. */
export async function askLater(ctx: Context, lockId: string, runInMs: number): Promise<void> {
  await enqueue(ctx, 'sim-cards.imei-lock', { lockId }, { key: `sim-imei-lock:${lockId}`, runInMs });
}

export async function lockOfRequest(
  ctx: Context,
  simCardId: string,
  requestId: string,
): Promise<string | null> {
  const found = await ctx.db.simImeiLock.findFirst({
    where: { organizationId: ctx.organizationId, simCardId, requestId },
    select: { id: true },
  });
  return found?.id ?? null;
}

export async function findLock(ctx: Context, id: string): Promise<StoredLock | null> {
  const row = await ctx.db.simImeiLock.findFirst({
    where: { id, organizationId: ctx.organizationId },
    select: {
      id: true,
      simCardId: true,
      imei: true,
      state: true,
      reference: true,
      attempts: true,
      actorName: true,
      createdAt: true,
      simCard: { select: { iccid: true, operatorSlug: true } },
    },
  });
  if (!row) return null;
  const { state, simCard, ...lock } = row;
  return { ...lock, ...simCard, isOpen: state === 'QUEUED' || state === 'IN_PROGRESS' };
}

/** The operator has taken it, or could not be reached: it stays open. */
export async function keepLockOpen(ctx: Context, id: string, reference: string | null): Promise<void> {
  await ctx.db.simImeiLock.updateMany({
    where: { id, organizationId: ctx.organizationId, state: { in: ['QUEUED', 'IN_PROGRESS'] } },
    data: { attempts: { increment: 1 }, reference, state: reference === null ? 'QUEUED' : 'IN_PROGRESS' },
  });
}

/** False: it has been finished before. */
export async function finishLock(ctx: Context, id: string, reason: string | null): Promise<boolean> {
  const { count } = await ctx.db.simImeiLock.updateMany({
    where: { id, organizationId: ctx.organizationId, state: { in: ['QUEUED', 'IN_PROGRESS'] } },
    data: {
      state: reason === null ? 'COMPLETED' : 'FAILED',
      reason,
      attempts: { increment: 1 },
      finishedAt: ctx.clock.now(),
    },
  });
  return count > 0;
}

/** What the operator lets the card work in, as we have heard. */
export async function saveImeiLock(ctx: Context, simCardId: string, imei: string | null): Promise<void> {
  await ctx.db.simCard.updateMany({
    where: { id: simCardId, organizationId: ctx.organizationId },
    data: { imeiLock: imei },
  });
}
