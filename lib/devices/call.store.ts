import { type Db, hotRead, Prisma } from '@/lib/platform/db';
import { byToken, byTokenHeard, changesHeard } from '@/lib/terminals/device-rows';
import type { HeartbeatInput } from '@/lib/terminals/device.schema';

/** A terminal that asks, and all that its configuration follows from besides the catalogue. */
export interface CallRow {
  readonly id: string;
  readonly organization_id: string;
  readonly store_id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly pos_version: string | null;
  /** before this request */
  readonly was_version: string | null;
  readonly model: string;
  readonly ofd_mode: string;
  /** of the configuration that it last said it has */
  readonly applied_etag: string | null;
  /** «slug state version» */
  readonly installations: readonly string[];
  /** «slug moment» of what is wanted: when each was asked for */
  readonly requested: readonly string[];
  readonly plans: readonly string[];
  /** whole rows as text, so that a new column is among them, with consent to the address: organization, store, terminal */
  readonly settings: readonly (string | null)[];
}

const settingText = Prisma.sql`r::text || CASE WHEN EXISTS (SELECT 1 FROM "receipt_address" a
      WHERE a."organization_id" = r."organization_id" AND a."address" = r."default_email"
        AND a."confirmed_at" IS NOT NULL) THEN ' agreed' ELSE '' END`;

const withGrounds = (terminal: Prisma.Sql, beside: Prisma.Sql, more: Prisma.Sql): Prisma.Sql => Prisma.sql`
  WITH t AS (${terminal})${beside}
  SELECT t."id"::text, t."organization_id"::text, t."store_id"::text, t."name", o."time_zone", t."pos_version",
    t."was_version", t."model", t."ofd_mode"::text, t."applied_etag",
    ARRAY(SELECT i."module_slug" || ' ' || i."state" || ' ' || coalesce(i."applied_version", '')
      FROM "installation" i WHERE i."terminal_id" = t."id" AND i."state" <> 'REMOVED' ORDER BY 1) AS "installations",
    ARRAY(SELECT i."module_slug" || ' ' || i."requested_at"
      FROM "installation" i WHERE i."terminal_id" = t."id" AND i."state" NOT IN ('REMOVED', 'FAILED') ORDER BY 1) AS "requested",
    ARRAY(SELECT s."plan_slug" FROM "subscription" s
      WHERE s."terminal_id" = t."id" AND s."state" <> 'EXPIRED' ORDER BY 1) AS "plans",
    ARRAY[
      (SELECT ${settingText} FROM "receipt_setting" r
        WHERE r."scope" = 'ORGANIZATION' AND r."organization_id" = t."organization_id"),
      (SELECT ${settingText} FROM "receipt_setting" r WHERE r."scope" = 'STORE' AND r."store_id" = t."store_id"),
      (SELECT ${settingText} FROM "receipt_setting" r WHERE r."scope" = 'TERMINAL' AND r."terminal_id" = t."id")
    ] AS "settings"${more}
  FROM t JOIN "organization" o ON o."id" = t."organization_id"`;

export async function findCall(db: Db, hash: string): Promise<CallRow | null> {
  const [row] = await hotRead<CallRow>(
    db,
    withGrounds(byToken(hash), Prisma.empty, Prisma.empty),
    'device-call',
  );
  return row ?? null;
}

/**
 * Token, heartbeat, history and grounds in one statement. A crash may lose heartbeats of the last moment: they come
 * again.
 */
export async function heardCall(
  db: Db,
  hash: string,
  said: HeartbeatInput,
  now: Date,
  clockSkewSeconds: number | null,
): Promise<CallRow | null> {
  const heard = byTokenHeard(hash, said, now, clockSkewSeconds);
  const history = Prisma.sql`, history AS (${changesHeard(now)})`;
  const quick = Prisma.sql`, set_config('synchronous_commit', 'off', true) AS "commit"`;
  const [row] = await hotRead<CallRow>(db, withGrounds(heard, history, quick), 'device-heartbeat');
  return row ?? null;
}
