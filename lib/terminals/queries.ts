import { type Context, inStores } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { fromDbDate } from '@/lib/core/local-date';
import type { Prisma } from '@/lib/platform/db';
import { terminalHealth } from './health.rule';
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
const SILENT_MS = 86_400_000;
const OFFLINE_MS = 3 * SILENT_MS;
const EXPIRY_MS = 30 * SILENT_MS;

const inScope = (ctx: Context): Prisma.TerminalWhereInput => ({
  organizationId: ctx.organizationId,
  ...inStores(ctx),
});

/** The same borders as `terminalHealth`, for the database. */
function whereHealth(health: Health, now: Date): Prisma.TerminalWhereInput {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const offline: Prisma.TerminalWhereInput = {
    OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: before(OFFLINE_MS) } }],
  };
  const attention: Prisma.TerminalWhereInput = {
    OR: [
      { lastSeenAt: { lt: before(SILENT_MS) } },
      { paper: { not: 'OK' } },
      { batteryPercent: { lt: 20 } },
      { fiscalDriveExpiresOn: { lte: new Date(now.getTime() + EXPIRY_MS) } },
      { ofdMode: 'ONLINE_OFD', oldestPendingAt: { lt: before(SILENT_MS) } },
    ],
  };
  if (health === 'OFFLINE') return offline;
  if (health === 'NEEDS_ATTENTION') return { AND: [{ NOT: offline }, attention] };
  return { AND: [{ NOT: offline }, { NOT: attention }] };
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
      health ? whereHealth(health, ctx.clock.now()) : {},
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
      simCards: {
        select: { id: true, iccid: true, state: true, operator: { select: { name: true } } },
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
    cards: row.simCards.map(({ operator, ...card }) => ({ ...card, operatorName: operator.name })),
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
  const now = ctx.clock.now();
  const count = (extra: Prisma.TerminalWhereInput) =>
    ctx.db.terminal.count({ where: { AND: [inScope(ctx), extra] } });
  const [total, offline, attention] = await Promise.all([
    count({}),
    count(whereHealth('OFFLINE', now)),
    count(whereHealth('NEEDS_ATTENTION', now)),
  ]);
  return { total, OFFLINE: offline, NEEDS_ATTENTION: attention, OK: total - offline - attention };
}

/** Terminals that are silent, out of paper or near the end of their fiscal drive, the worst first; at most ten. */
export async function terminalAttention(ctx: Context): Promise<AttentionItem[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db.terminal.findMany({
    where: {
      AND: [inScope(ctx), { OR: [whereHealth('OFFLINE', now), whereHealth('NEEDS_ATTENTION', now)] }],
    },
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
