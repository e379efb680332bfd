import { Prisma } from '@/lib/platform/db';
import type { HeartbeatInput } from './device.schema';

const columns = Prisma.raw(
  ['id', 'organization_id', 'store_id', 'name', 'model', 'pos_version', 'ofd_mode', 'applied_etag']
    .map((name) => `t."${name}"`)
    .join(', '),
);

/** The terminal of a token as a statement, for one that asks for more in the same go. */
export const byToken = (hash: string): Prisma.Sql =>
  Prisma.sql`SELECT ${columns}, t."pos_version" AS "was_version" FROM "terminal" t WHERE t."device_token_hash" = ${hash}`;

/**
 * The same, writing down what the terminal says of itself. No audit: it comes every minute. What it leaves out stays as
 * it was, but for the queue and the clock. `changesHeard` writes into its history what has become different.
 */
export const byTokenHeard = (
  hash: string,
  said: HeartbeatInput,
  now: Date,
  clockSkewSeconds: number | null,
): Prisma.Sql => Prisma.sql`
  UPDATE "terminal" t SET
    "last_seen_at" = ${now}::timestamptz,
    "ofd_mode" = ${said.ofdMode === 'AUTONOMOUS' ? 'AUTONOMOUS' : 'ONLINE_OFD'}::"ofd_mode",
    "paper" = ${said.paper}::"paper_state",
    "pending_receipts" = ${said.pendingReceipts}::int,
    "oldest_pending_at" = ${said.oldestPendingAt ?? null}::timestamptz,
    "clock_skew_seconds" = ${clockSkewSeconds}::int,
    "pos_version" = coalesce(${said.posVersion || null}::text, t."pos_version"),
    "battery_percent" = coalesce(${said.battery == null ? null : Math.round(said.battery)}::int, t."battery_percent"),
    "network" = coalesce(${said.network || null}::text, t."network")
  WHERE t."device_token_hash" = ${hash}
  RETURNING ${columns}, old."pos_version" AS "was_version", old."ofd_mode" AS "was_mode"`;

/** A part of the same statement, over its rows `t`: a version or a mode that was another before. */
export const changesHeard = (now: Date): Prisma.Sql => Prisma.sql`
  INSERT INTO "terminal_event" ("organization_id", "terminal_id", "at", "kind", "before", "after")
  SELECT t."organization_id", t."id", ${now}::timestamptz, c."kind"::terminal_event_kind, c."before", c."after"
  FROM t, LATERAL (VALUES
    ('POS_VERSION', t."was_version", t."pos_version"),
    ('OFD_MODE', t."was_mode"::text, t."ofd_mode"::text)) AS c ("kind", "before", "after")
  WHERE c."before" <> c."after"`;
