import type { Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import type { LocalDate } from '@/lib/core/local-date';
import { likePattern } from '@/lib/core/search';
import { hotRead, Prisma } from '@/lib/platform/db';
import { healthOf, inScope, storeDay } from './health.store';
import { terminalHealth } from './health.rule';
import type { OfdMode, PaperState, TerminalRow } from './model';
import { type TerminalFilter, type TerminalSort, UNKNOWN } from './filter.rule';

export interface StoredRow {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly serial_number: string;
  readonly imei: string | null;
  readonly kkt_reg_number: string | null;
  readonly fiscal_drive: string | null;
  readonly pos_version: string | null;
  readonly ofd_mode: OfdMode;
  readonly last_seen_at: Date | null;
  readonly paper: PaperState;
  readonly battery_percent: number | null;
  readonly pending_receipts: number;
  readonly oldest_pending_at: Date | null;
  readonly clock_skew_seconds: number | null;
  readonly expires_on: LocalDate | null;
  readonly store_id: string;
  readonly store_name: string;
  readonly time_zone: string;
}

const columns = Prisma.sql`
  t."id"::text AS "id", t."name", t."model", t."serial_number", t."imei", t."kkt_reg_number", t."fiscal_drive",
  t."pos_version", t."ofd_mode"::text AS "ofd_mode", t."last_seen_at", t."paper"::text AS "paper",
  t."battery_percent", t."pending_receipts", t."oldest_pending_at", t."clock_skew_seconds",
  t."fiscal_drive_expires_on"::text AS "expires_on", s."id"::text AS "store_id", s."name" AS "store_name",
  s."time_zone"`;

/** A row as the list shows it: its health with the reasons, by the clock of its store. */
export function toRow(row: StoredRow, now: Date): TerminalRow {
  const signals = {
    lastSeenAt: row.last_seen_at,
    ofdMode: row.ofd_mode,
    paper: row.paper,
    batteryPercent: row.battery_percent,
    pendingReceipts: row.pending_receipts,
    oldestPendingAt: row.oldest_pending_at,
    fiscalDriveExpiresOn: row.expires_on,
    clockSkewSeconds: row.clock_skew_seconds,
  };
  return {
    id: row.id,
    name: row.name,
    storeId: row.store_id,
    storeName: row.store_name,
    storeTimeZone: row.time_zone,
    model: row.model,
    serialNumber: row.serial_number,
    posVersion: row.pos_version,
    ofdMode: row.ofd_mode,
    lastSeenAt: row.last_seen_at,
    fiscalDriveExpiresOn: row.expires_on,
    ...terminalHealth(signals, now, row.time_zone),
  };
}

/** What is typed is found in the name, the serial number (terminal_search_idx) and the IMEI (terminal_imei_idx). */
function searched(typed: string): Prisma.Sql {
  const pattern = likePattern(typed);
  return Prisma.sql`(lower(t."name" || ' ' || t."serial_number") LIKE ${pattern} OR t."imei" LIKE ${pattern})`;
}

function driveIs(drive: NonNullable<TerminalFilter['drive']>, now: Date): Prisma.Sql {
  if (drive === UNKNOWN) return Prisma.sql`t."fiscal_drive_expires_on" IS NULL`;
  if (drive === 'OVER') return Prisma.sql`t."fiscal_drive_expires_on" <= ${storeDay(now)}`;
  return Prisma.sql`t."fiscal_drive_expires_on" > ${storeDay(now)} AND t."fiscal_drive_expires_on" <= ${storeDay(now)} + 30`;
}

function conditions(ctx: Context, filter: TerminalFilter): Prisma.Sql {
  const now = ctx.clock.now();
  const all = [inScope(ctx)];
  if (filter.health) all.push(Prisma.sql`${healthOf(now)} = ${filter.health}`);
  if (filter.model) all.push(Prisma.sql`t."model" = ${filter.model}`);
  if (filter.line === UNKNOWN) all.push(Prisma.sql`t."pos_version" IS NULL`);
  else if (filter.line) all.push(Prisma.sql`split_part(t."pos_version", '.', 1) = ${filter.line}`);
  if (filter.ofd) all.push(Prisma.sql`t."ofd_mode" = ${filter.ofd}::ofd_mode`);
  if (filter.drive) all.push(driveIs(filter.drive, now));
  if (filter.q) all.push(searched(filter.q));
  return Prisma.join(all, ' AND ');
}

const from = Prisma.sql`FROM "terminal" t JOIN "store" s ON s."id" = t."store_id"`;

/** What the list is ordered by; what is unknown comes first among the seen, last among the drives. */
const keys: Record<TerminalSort, { readonly of: Prisma.Sql; readonly type: Prisma.Sql }> = {
  name: { of: Prisma.sql`t."name"`, type: Prisma.sql`text` },
  seen: { of: Prisma.sql`coalesce(t."last_seen_at", '-infinity')`, type: Prisma.sql`timestamptz` },
  drive: { of: Prisma.sql`coalesce(t."fiscal_drive_expires_on", 'infinity')`, type: Prisma.sql`date` },
};

interface Place {
  readonly key: string;
  readonly id: string;
}

const MARK = '~';
const cursorAt = ({ key, id }: Place): string => `${id}${MARK}${key}`;

/** A cursor that is none of ours is the first page. */
function placeOf(sort: TerminalSort, cursor: string | null): Place | null {
  const at = cursor?.indexOf(MARK) ?? -1;
  if (cursor === null || at < 0) return null;
  const [id, key] = [cursor.slice(0, at), cursor.slice(at + 1)];
  if (!isId(id)) return null;
  const shapes: Record<TerminalSort, RegExp> = {
    name: /^[^\0]*$/,
    seen: /^(-infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/,
    drive: /^(infinity|\d{4}-\d\d-\d\d)$/,
  };
  return shapes[sort].test(key) ? { id, key } : null;
}

export interface TerminalPage {
  readonly rows: readonly StoredRow[];
  readonly previous: string | null;
  readonly next: string | null;
}

/** A page by key: (what it is sorted by, id). One row more than a page tells that there is another. */
export async function pageOfTerminals(
  ctx: Context,
  filter: TerminalFilter,
  size: number,
): Promise<TerminalPage> {
  const { of, type } = keys[filter.sort];
  const after = placeOf(filter.sort, filter.after);
  const before = after ? null : placeOf(filter.sort, filter.before);
  const place = after ?? before;
  const down = filter.descending !== (before !== null);
  const order = down ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const sign = down ? Prisma.sql`<` : Prisma.sql`>`;
  const beyond = place
    ? Prisma.sql`AND (${of}, t."id") ${sign} (${place.key}::${type}, ${place.id}::uuid)`
    : Prisma.empty;
  const found = await hotRead<StoredRow & { readonly key: string }>(
    ctx.db,
    Prisma.sql`
      SELECT ${columns}, (${of})::text AS "key" ${from}
      WHERE ${conditions(ctx, filter)} ${beyond}
      ORDER BY ${of} ${order}, t."id" ${order} LIMIT ${size + 1}::int`,
  );
  const more = found.length > size;
  const shown = found.slice(0, size);
  const rows = before ? shown.reverse() : shown;
  const cursor = (row: (StoredRow & { readonly key: string }) | undefined) => (row ? cursorAt(row) : null);
  return {
    rows,
    previous: (before ? more : after !== null) ? cursor(rows[0]) : null,
    next: (before ? true : more) ? cursor(rows.at(-1)) : null,
  };
}

export async function countTerminals(ctx: Context, filter: TerminalFilter): Promise<number> {
  const [row] = await hotRead<{ count: number }>(
    ctx.db,
    Prisma.sql`SELECT count(*)::int AS "count" ${from} WHERE ${conditions(ctx, filter)}`,
  );
  return row?.count ?? 0;
}

/** Ids of what the filter finds, by name, at most `limit`. */
export async function terminalIdsOf(ctx: Context, filter: TerminalFilter, limit: number): Promise<string[]> {
  const rows = await hotRead<{ id: string }>(
    ctx.db,
    Prisma.sql`
      SELECT t."id"::text AS "id" ${from} WHERE ${conditions(ctx, filter)}
      ORDER BY t."name", t."id" LIMIT ${limit}::int`,
  );
  return rows.map(({ id }) => id);
}

/** Models and release lines of EvotorPOS that there are in scope. */
export async function kindsOf(ctx: Context): Promise<{ models: string[]; lines: string[] }> {
  const [row] = await hotRead<{ models: string[] | null; lines: string[] | null }>(
    ctx.db,
    Prisma.sql`
      SELECT array_agg(DISTINCT t."model") AS "models",
        array_agg(DISTINCT split_part(t."pos_version", '.', 1)) FILTER (WHERE t."pos_version" ~ '^[0-9]+') AS "lines"
      FROM "terminal" t WHERE ${inScope(ctx)}`,
  );
  return {
    models: [...(row?.models ?? [])].sort(),
    lines: [...(row?.lines ?? [])].sort((a, b) => Number(b) - Number(a)),
  };
}

/** How many terminals in scope are in each state of health. */
export async function healthCounts(ctx: Context): Promise<{ health: string; count: number }[]> {
  return hotRead(
    ctx.db,
    Prisma.sql`
      SELECT ${healthOf(ctx.clock.now())} AS "health", count(*)::int AS "count" ${from}
      WHERE ${inScope(ctx)} GROUP BY 1`,
  );
}

/** Terminals that are not well: those whose drive or sales end first, then those silent for longest. */
export async function troubledTerminals(ctx: Context, limit: number): Promise<StoredRow[]> {
  const now = ctx.clock.now();
  return hotRead(
    ctx.db,
    Prisma.sql`
      SELECT ${columns} ${from}
      WHERE ${inScope(ctx)} AND ${healthOf(now)} <> 'OK'
      ORDER BY t."fiscal_drive_expires_on" > ${storeDay(now)} + 3 NULLS LAST, t."last_seen_at" NULLS FIRST, t."id"
      LIMIT ${limit}::int`,
  );
}
