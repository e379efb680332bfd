import { type Context, inStores } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import type { Prisma } from '@/lib/platform/db';
import { terminalOptions } from '@/lib/terminals/queries';
import { cardTail } from '../labels';
import type { SimCardDetail } from '../model';
import { isOpen } from '../operation.rule';
import { confirmBy, refuseTermination } from '../termination.rule';
import { cardHistory, type HistoryEntry } from './history.rule';
import type { BindOption, CardDeviceView, CardMismatch, CardNoteView } from './model';

const PAGE = 100;
const NOTES = 100;

const inScope = (ctx: Context, simCardId: string) => ({
  organizationId: ctx.organizationId,
  simCardId,
  simCard: { organizationId: ctx.organizationId, ...inStores(ctx) },
});

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** cursor of what is older; null: that is all */
  readonly older: string | null;
}

/**
 * States and happenings of a card in scope in one line of time, newest first, 100 a page; `after` is the cursor of a
 * former page, anything else is the newest one. Keyset: (at, id), ids of both tables grow with time. Indexes:
 * sim_card_event (sim_card_id, at), sim_card_log (sim_card_id, at).
 */
export async function cardHistoryPage(ctx: Context, simCardId: string, after?: string): Promise<HistoryPage> {
  const cursor = cursorOf(after);
  const older = cursor && { OR: [{ at: { lt: cursor.at } }, { at: cursor.at, id: { lt: cursor.id } }] };
  const page = {
    where: { AND: [inScope(ctx, simCardId), older ?? {}] },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
  } satisfies Prisma.SimCardEventFindManyArgs;
  const [events, log, later] = await Promise.all([
    ctx.db.simCardEvent.findMany({ ...page, select: eventFields }),
    ctx.db.simCardLog.findMany({ ...page, select: logFields }),
    cursor
      ? ctx.db.simCardEvent.findFirst({
          where: {
            AND: [
              inScope(ctx, simCardId),
              { OR: [{ at: { gt: cursor.at } }, { at: cursor.at, id: { gte: cursor.id } }] },
            ],
          },
          orderBy: [{ at: 'asc' }, { id: 'asc' }],
          select: { at: true },
        })
      : null,
  ]);
  const all = cardHistory(events, log, ctx.clock.now(), later?.at);
  const entries = all.slice(0, PAGE);
  const last = entries.at(-1);
  return { entries, older: all.length > PAGE && last ? `${String(last.at.getTime())}_${last.id}` : null };
}

const eventFields = {
  ...{ id: true, at: true, fromState: true, toState: true, actorName: true, reason: true, durationMs: true },
} as const;
const logFields = { id: true, at: true, kind: true, actorName: true, before: true, after: true } as const;

function cursorOf(text: string | undefined): { at: Date; id: string } | null {
  const [time, id = ''] = (text ?? '').split('_');
  const at = new Date(Number(time));
  return isId(id) && !Number.isNaN(at.getTime()) ? { at, id } : null;
}

/** What the comparison with the operator found about a card in scope and could not put right. */
export async function cardMismatch(ctx: Context, simCardId: string): Promise<CardMismatch | null> {
  const found = await ctx.db.simCardTraffic.findFirst({
    where: inScope(ctx, simCardId),
    select: { mismatch: true },
  });
  return found?.mismatch ?? null;
}

/** Notes to a card in scope, newest first. */
export async function cardNotes(ctx: Context, simCardId: string): Promise<CardNoteView[]> {
  const notes = await ctx.db.simCardNote.findMany({
    where: inScope(ctx, simCardId),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: NOTES,
    select: { id: true, text: true, authorId: true, authorName: true, createdAt: true },
  });
  return notes.map(({ authorId, ...note }) => ({ ...note, isOwn: authorId === ctx.actor.id }));
}

/** Terminals in scope that the card may be bound to, by store and name, with the cards that are on them. */
export async function bindOptions(ctx: Context, simCardId: string | null): Promise<BindOption[]> {
  const [terminals, cards] = await Promise.all([
    terminalOptions(ctx),
    ctx.db.simCard.findMany({
      where: {
        organizationId: ctx.organizationId,
        ...inStores(ctx),
        terminalId: { not: null },
        state: { not: 'TERMINATED' },
        ...(simCardId !== null && { id: { not: simCardId } }),
      },
      select: { terminalId: true, iccid: true },
    }),
  ]);
  const taken = new Map(cards.map(({ terminalId, iccid }) => [terminalId, cardTail(iccid)]));
  return terminals.map(({ id, name, storeName }) => ({
    id,
    name,
    storeName,
    takenBy: taken.get(id) ?? null,
  }));
}

/** Where a card in scope has been seen, where it belongs, and how it is locked. Null: not in scope. */
export async function cardDevice(ctx: Context, simCardId: string): Promise<CardDeviceView | null> {
  const card = await ctx.db.simCard.findFirst({
    where: { id: simCardId, organizationId: ctx.organizationId, ...inStores(ctx) },
    select: {
      imeiLock: true,
      terminal: { select: { imei: true } },
      traffic: { select: { imei: true, imeiSeenAt: true, isElsewhere: true } },
      imeiLocks: { orderBy: { id: 'desc' }, take: 1 },
    },
  });
  if (!card) return null;
  const { traffic } = card;
  const imei = traffic?.imei ?? null;
  const isElsewhere = traffic?.isElsewhere ?? false;
  const [last] = card.imeiLocks;
  const isOpen = last && last.finishedAt === null;
  return {
    imei,
    seenAt: traffic?.imeiSeenAt ?? null,
    terminalImei: card.terminal?.imei ?? null,
    isElsewhere,
    seenInTerminal: imei !== null && isElsewhere ? await terminalOfDevice(ctx, imei) : null,
    lock: {
      imei: card.imeiLock,
      pending: isOpen ? { imei: last.imei, since: last.createdAt } : null,
      problem: last?.state === 'FAILED' ? last.reason : null,
    },
  };
}

async function terminalOfDevice(ctx: Context, imei: string): Promise<{ id: string; name: string } | null> {
  return ctx.db.terminal.findFirst({
    where: {
      organizationId: ctx.organizationId,
      ...inStores(ctx),
      imei: { startsWith: imei.slice(0, 14) },
    },
    select: { id: true, name: true },
  });
}

/** The closing of a card in scope: whether its first step is possible, and whether its second one is waited for. */
export async function cardClosing(
  ctx: Context,
  card: SimCardDetail,
): Promise<{
  readonly isPossible: boolean;
  readonly confirmBy: Date | null;
  readonly askedBy: string | null;
}> {
  const row = await ctx.db.simCard.findFirst({
    where: { id: card.id, organizationId: ctx.organizationId, ...inStores(ctx) },
    select: { terminationAskedAt: true, terminationAskedBy: true },
  });
  const by = row?.terminationAskedAt ? confirmBy(row.terminationAskedAt) : null;
  const isAsked = by !== null && ctx.clock.now() < by;
  return {
    isPossible:
      refuseTermination({
        ...card,
        operatorName: card.operator.name,
        operatorIntegrated: card.operator.integrated,
        hasOpenOperation: card.operation !== null && isOpen(card.operation.state),
      }) === null,
    confirmBy: isAsked ? by : null,
    askedBy: isAsked ? (row?.terminationAskedBy ?? null) : null,
  };
}
