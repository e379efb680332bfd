import { type Context, inStores } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { addDays, fromDbDate, localDateAt, toDbDate } from '@/lib/core/local-date';
import type { Prisma } from '@/lib/platform/db';
import { CLOCK_TOLERANCE_SECONDS } from './clock.rule';
import { limits, terminalHealth } from './health.rule';
import { type Health, healthStates, type TerminalDetail, type TerminalRow } from './model';

export interface AttentionItem {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

export interface TerminalFilter {
  readonly q?: string | undefined;
  readonly health?: string | undefined;
  readonly model?: string | undefined;
  /** id of the last terminal of the previous page */
  readonly after?: string | undefined;
}

const PAGE = 50;

const inScope = (ctx: Context): Prisma.TerminalWhereInput => ({
  organizationId: ctx.organizationId,
  ...inStores(ctx),
});

/** A fiscal drive near its end, by the day of each store. */
async function expiringDrives(ctx: Context): Promise<Prisma.TerminalWhereInput[]> {
  const zones = await ctx.db.store.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(ctx.storeIds === null ? {} : { id: { in: [...ctx.storeIds] } }),
    },
    distinct: ['timeZone'],
    select: { timeZone: true },
  });
  return zones.map(({ timeZone }) => ({
    store: { timeZone },
    fiscalDriveExpiresOn: {
      not: null,
      lte: toDbDate(addDays(localDateAt(ctx.clock.now(), timeZone), limits.expiryDays)),
    },
  }));
}

/** The borders of `terminalHealth` for the database. What is unknown is named, so that NOT keeps its rows. */
async function whereHealth(ctx: Context): Promise<Record<Health, Prisma.TerminalWhereInput>> {
  const before = (ms: number) => ({ not: null, lt: new Date(ctx.clock.now().getTime() - ms) });
  const offline: Prisma.TerminalWhereInput = {
    OR: [{ lastSeenAt: null }, { lastSeenAt: before(limits.offlineMs) }],
  };
  const attention: Prisma.TerminalWhereInput = {
    OR: [
      { lastSeenAt: before(limits.silentMs) },
      { paper: { not: 'OK' } },
      { clockSkewSeconds: { not: null, gt: CLOCK_TOLERANCE_SECONDS } },
      { clockSkewSeconds: { not: null, lt: -CLOCK_TOLERANCE_SECONDS } },
      { batteryPercent: { not: null, lt: limits.batteryPercent } },
      { ofdMode: 'ONLINE_OFD', oldestPendingAt: before(limits.waitingMs) },
      ...(await expiringDrives(ctx)),
    ],
  };
  return {
    OFFLINE: offline,
    NEEDS_ATTENTION: { AND: [{ NOT: offline }, attention] },
    OK: { AND: [{ NOT: offline }, { NOT: attention }] },
  };
}

const rowFields = {
  id: true,
  name: true,
  model: true,
  serialNumber: true,
  posVersion: true,
  ofdMode: true,
  lastSeenAt: true,
  paper: true,
  batteryPercent: true,
  pendingReceipts: true,
  oldestPendingAt: true,
  clockSkewSeconds: true,
  fiscalDriveExpiresOn: true,
  store: { select: { id: true, name: true, address: true, timeZone: true } },
} satisfies Prisma.TerminalSelect;

type Stored = Prisma.TerminalGetPayload<{ select: typeof rowFields }>;

function toRow(ctx: Context, row: Stored): TerminalRow {
  const signals = {
    ...row,
    fiscalDriveExpiresOn: row.fiscalDriveExpiresOn && fromDbDate(row.fiscalDriveExpiresOn),
  };
  return {
    id: row.id,
    name: row.name,
    storeName: row.store.name,
    storeTimeZone: row.store.timeZone,
    model: row.model,
    serialNumber: row.serialNumber,
    posVersion: row.posVersion,
    ofdMode: row.ofdMode,
    lastSeenAt: row.lastSeenAt,
    ...terminalHealth(signals, ctx.clock.now(), row.store.timeZone),
  };
}

/** Terminals in scope by name, 50 a page. Keyset: (name, id). */
export async function listTerminals(
  ctx: Context,
  filter: TerminalFilter,
): Promise<{ rows: TerminalRow[]; total: number; next: string | null; models: string[] }> {
  const q = filter.q?.trim();
  const health = healthStates.find((state) => state === filter.health);
  const where: Prisma.TerminalWhereInput = {
    AND: [
      inScope(ctx),
      health ? (await whereHealth(ctx))[health] : {},
      filter.model ? { model: filter.model } : {},
      q
        ? {
            OR: [
              { name: { contains: q, mode: 'insensitive' } },
              { serialNumber: { contains: q } },
              { imei: { contains: q } },
            ],
          }
        : {},
    ],
  };
  const cursor =
    filter.after && isId(filter.after)
      ? await ctx.db.terminal.findFirst({
          where: { ...inScope(ctx), id: filter.after },
          select: { id: true, name: true },
        })
      : null;
  const page: Prisma.TerminalWhereInput = cursor
    ? { OR: [{ name: { gt: cursor.name } }, { name: cursor.name, id: { gt: cursor.id } }] }
    : {};
  const [rows, total, models] = await Promise.all([
    ctx.db.terminal.findMany({
      where: { AND: [where, page] },
      select: rowFields,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: PAGE + 1,
    }),
    ctx.db.terminal.count({ where }),
    ctx.db.terminal.findMany({
      where: inScope(ctx),
      distinct: ['model'],
      select: { model: true },
      orderBy: { model: 'asc' },
    }),
  ]);
  const shown = rows.slice(0, PAGE);
  return {
    rows: shown.map((row) => toRow(ctx, row)),
    total,
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    models: models.map((row) => row.model),
  };
}

/** Null: unknown, foreign, or of a store out of scope. */
export async function findTerminal(ctx: Context, id: string): Promise<TerminalDetail | null> {
  if (!isId(id)) return null;
  const row = await ctx.db.terminal.findFirst({
    where: { ...inScope(ctx), id },
    select: {
      ...rowFields,
      imei: true,
      kktRegNumber: true,
      fiscalDrive: true,
      network: true,
      deviceTokenHash: true,
      pairedAt: true,
      simCards: {
        select: {
          id: true,
          iccid: true,
          state: true,
          suspendReason: true,
          operator: { select: { slug: true, name: true, integrated: true } },
        },
        orderBy: { id: 'asc' },
      },
    },
  });
  if (!row) return null;
  return {
    ...toRow(ctx, row),
    storeId: row.store.id,
    storeAddress: row.store.address,
    imei: row.imei,
    kktRegNumber: row.kktRegNumber,
    fiscalDrive: row.fiscalDrive,
    fiscalDriveExpiresOn: row.fiscalDriveExpiresOn && fromDbDate(row.fiscalDriveExpiresOn),
    paper: row.paper,
    batteryPercent: row.batteryPercent,
    network: row.network,
    pendingReceipts: row.pendingReceipts,
    clockSkewSeconds: row.clockSkewSeconds,
    connected: row.deviceTokenHash !== null,
    pairedAt: row.pairedAt,
    cards: row.simCards,
  };
}

/** Terminals in scope for choosing, by store and name. */
export async function terminalOptions(
  ctx: Context,
): Promise<{ id: string; name: string; storeId: string; storeName: string }[]> {
  const rows = await ctx.db.terminal.findMany({
    where: inScope(ctx),
    select: { id: true, name: true, storeId: true, store: { select: { name: true } } },
    orderBy: [{ store: { name: 'asc' } }, { name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ store, ...row }) => ({ ...row, storeName: store.name }));
}

/** How many terminals are in each state of health. */
export async function terminalCounts(ctx: Context): Promise<Record<Health | 'total', number>> {
  const where = await whereHealth(ctx);
  const count = (extra: Prisma.TerminalWhereInput) =>
    ctx.db.terminal.count({ where: { AND: [inScope(ctx), extra] } });
  const [total, offline, attention] = await Promise.all([
    count({}),
    count(where.OFFLINE),
    count(where.NEEDS_ATTENTION),
  ]);
  return { total, OFFLINE: offline, NEEDS_ATTENTION: attention, OK: total - offline - attention };
}

/** Terminals that are silent, out of paper or near the end of their fiscal drive, the worst first; at most ten. */
export async function terminalAttention(ctx: Context): Promise<AttentionItem[]> {
  const where = await whereHealth(ctx);
  const rows = await ctx.db.terminal.findMany({
    where: { AND: [inScope(ctx), { OR: [where.OFFLINE, where.NEEDS_ATTENTION] }] },
    select: rowFields,
    orderBy: [{ lastSeenAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    take: 10,
  });
  return rows.map((row) => {
    const terminal = toRow(ctx, row);
    const words = terminal.reasons.map((reason) => reason.text).join('; ');
    return {
      id: `terminal:${terminal.id}`,
      tone: terminal.health === 'OFFLINE' ? 'failed' : 'attention',
      text: `Касса «${terminal.name}»: ${words}`,
      href: `/terminals/${terminal.id}`,
      actionLabel: 'Что делать',
    };
  });
}
