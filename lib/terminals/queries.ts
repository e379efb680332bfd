import { can, type Context, inStores } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { fromDbDate } from '@/lib/core/local-date';
import { type Found, MOST_FOUND, nothingFound, SEARCH_SHORTEST } from '@/lib/core/search';
import { counted } from '@/lib/core/text';
import type { Prisma } from '@/lib/platform/db';
import { terminalHealth } from './health.rule';
import {
  countTerminals,
  healthCounts,
  kindsOf,
  pageOfTerminals,
  terminalIdsOf,
  toRow,
  troubledTerminals,
} from './list.store';
import type { FoundTerminal, Health, TerminalDetail, TerminalRow } from './model';
import { MOST_NAMED, terminalFilter, type TerminalFilter } from './filter.rule';

export interface AttentionItem {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

const PAGE = 50;

const inScope = (ctx: Context): Prisma.TerminalWhereInput => ({
  organizationId: ctx.organizationId,
  ...inStores(ctx),
});

export interface TerminalList {
  readonly rows: readonly TerminalRow[];
  readonly total: number;
  readonly previous: string | null;
  readonly next: string | null;
  /** to choose from in the filters */
  readonly models: readonly string[];
  readonly lines: readonly string[];
}

/** Terminals in scope as the address of the list asks for them, 50 a page. Keyset: (what it is sorted by, id). */
export async function listTerminals(
  ctx: Context,
  params: Readonly<Record<string, string | undefined>>,
): Promise<TerminalList> {
  const filter = terminalFilter(params);
  const [page, total, kinds] = await Promise.all([
    pageOfTerminals(ctx, filter, PAGE),
    countTerminals(ctx, filter),
    kindsOf(ctx),
  ]);
  const now = ctx.clock.now();
  return { ...page, ...kinds, total, rows: page.rows.map((row) => toRow(row, now)) };
}

/** Terminals in scope by what is typed, as their list finds them, the first few by name; none without the right. */
export async function findTerminals(ctx: Context, typed: string): Promise<Found<FoundTerminal>> {
  const filter = terminalFilter({ q: typed });
  if (!can(ctx, 'terminals.read') || (filter.q?.length ?? 0) < SEARCH_SHORTEST) return nothingFound;
  const { rows, next } = await pageOfTerminals(ctx, filter, MOST_FOUND);
  const now = ctx.clock.now();
  const items = rows.map((row) => {
    const { id, name, serialNumber, health, storeId, storeName } = toRow(row, now);
    return { id, name, serialNumber, health, storeId, storeName };
  });
  return { items, more: next !== null };
}

/** Ids of the terminals that a filter finds, by name, at most `limit`, and how many there are. */
export async function findTerminalIds(
  ctx: Context,
  filter: TerminalFilter,
  limit: number,
): Promise<{ ids: string[]; total: number }> {
  const [ids, total] = await Promise.all([terminalIdsOf(ctx, filter, limit), countTerminals(ctx, filter)]);
  return { ids, total };
}

/** Ids in an address that can be any, each once; more than may be named are left out. */
export const namedTerminals = (value: string | string[] | undefined): string[] =>
  [...new Set(typeof value === 'string' ? [value] : (value ?? []))].filter(isId).slice(0, MOST_NAMED);

/** Null: unknown, foreign, or of a store out of scope. */
export async function findTerminal(ctx: Context, id: string): Promise<TerminalDetail | null> {
  if (!isId(id)) return null;
  const row = await ctx.db.terminal.findFirst({
    where: { ...inScope(ctx), id },
    include: {
      store: { select: { id: true, name: true, address: true, timeZone: true } },
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
  const fiscalDriveExpiresOn = row.fiscalDriveExpiresOn && fromDbDate(row.fiscalDriveExpiresOn);
  const { appliedEtag, appliedAt } = row;
  return {
    id: row.id,
    name: row.name,
    storeId: row.store.id,
    storeName: row.store.name,
    storeAddress: row.store.address,
    storeTimeZone: row.store.timeZone,
    model: row.model,
    serialNumber: row.serialNumber,
    imei: row.imei,
    posVersion: row.posVersion,
    ofdMode: row.ofdMode,
    lastSeenAt: row.lastSeenAt,
    ...terminalHealth({ ...row, fiscalDriveExpiresOn }, ctx.clock.now(), row.store.timeZone),
    kktRegNumber: row.kktRegNumber,
    fiscalDrive: row.fiscalDrive,
    fiscalDriveExpiresOn,
    paper: row.paper,
    batteryPercent: row.batteryPercent,
    network: row.network,
    pendingReceipts: row.pendingReceipts,
    clockSkewSeconds: row.clockSkewSeconds,
    connected: row.deviceTokenHash !== null,
    pairedAt: row.pairedAt,
    createdAt: row.createdAt,
    movedAt: row.movedAt,
    applied: appliedEtag !== null && appliedAt ? { etag: appliedEtag, at: appliedAt } : null,
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

export interface MovingTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly storeTimeZone: string;
  /** numbers of the smart cards that go with it */
  readonly cards: readonly string[];
}

/** Those of the terminals that are in scope, with what moves along, by store and name. */
export async function movingTerminals(ctx: Context, ids: readonly string[]): Promise<MovingTerminal[]> {
  const rows = await ctx.db.terminal.findMany({
    where: { ...inScope(ctx), id: { in: [...ids] } },
    select: {
      id: true,
      name: true,
      store: { select: { id: true, name: true, timeZone: true } },
      simCards: { where: { state: { not: 'TERMINATED' } }, select: { iccid: true }, orderBy: { id: 'asc' } },
    },
    orderBy: [{ store: { name: 'asc' } }, { name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ store, simCards, ...row }) => ({
    ...row,
    storeId: store.id,
    storeName: store.name,
    storeTimeZone: store.timeZone,
    cards: simCards.map(({ iccid }) => iccid),
  }));
}

/** How many terminals are in each state of health. */
export async function terminalCounts(ctx: Context): Promise<Record<Health | 'total', number>> {
  const rows = await healthCounts(ctx);
  const of = (health: Health) => rows.find((row) => row.health === health)?.count ?? 0;
  const [OK, NEEDS_ATTENTION, OFFLINE] = [of('OK'), of('NEEDS_ATTENTION'), of('OFFLINE')];
  return { OK, NEEDS_ATTENTION, OFFLINE, total: OK + NEEDS_ATTENTION + OFFLINE };
}

const SHOWN = 10;

/** Terminals that are silent, out of paper or near the end of their fiscal drive, the worst first; at most ten lines. */
export async function terminalAttention(ctx: Context): Promise<AttentionItem[]> {
  if (!can(ctx, 'terminals.read')) return [];
  const [rows, counts] = await Promise.all([troubledTerminals(ctx, SHOWN), terminalCounts(ctx)]);
  const now = ctx.clock.now();
  const lines = rows.map((row): AttentionItem => {
    const terminal = toRow(row, now);
    const words = terminal.reasons.map((reason) => reason.text).join('; ');
    const failed =
      terminal.health === 'OFFLINE' || terminal.reasons.some(({ severity }) => severity === 'failed');
    return {
      id: `terminal:${terminal.id}`,
      tone: failed ? 'failed' : 'attention',
      text: `Касса «${terminal.name}»: ${words}`,
      href: `/terminals/${terminal.id}`,
      actionLabel: 'Что делать',
    };
  });
  const rest = counts.NEEDS_ATTENTION + counts.OFFLINE - lines.length;
  if (rest <= 0) return lines;
  const more: AttentionItem = {
    id: 'terminals:more',
    tone: 'attention',
    text: `И ещё ${counted(rest, ['касса требует', 'кассы требуют', 'касс требуют'])} внимания`,
    href: '/terminals?health=NEEDS_ATTENTION',
    actionLabel: 'Показать',
  };
  return [...lines, more];
}
