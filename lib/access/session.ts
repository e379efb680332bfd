import type { Clock } from '@/lib/core/clock';
import { clockAt } from '@/lib/core/clock';
import { db, hotRead, Prisma } from '@/lib/platform/db';
import { isSandbox } from '@/lib/platform/env';
import type { Context } from './context';
import { type Role, roleMay } from './permission.rule';
import { CONFIRMED_MINUTES, IDLE_DAYS } from './session-limits';

interface SessionRow {
  readonly user_id: string;
  readonly user_name: string;
  readonly email: string;
  readonly role: Role;
  readonly all_stores: boolean;
  readonly organization_id: string;
  readonly organization_name: string;
  readonly time_zone: string;
  readonly store_ids: string[] | null;
  readonly offset_ms: string | null;
  readonly is_confirmed: boolean;
  readonly is_stale: boolean;
  readonly view_role: Role | null;
  readonly view_all_stores: boolean | null;
  readonly view_store_ids: string[] | null;
}

export interface SignedIn {
  readonly ctx: Context;
  readonly sessionId: string;
  readonly userName: string;
  readonly email: string;
  /** as it acts now: the role that is looked through, if one is */
  readonly role: Role;
  readonly organizationName: string;
  /** the password was given a short while ago, in real time: the sandbox's clock does not count */
  readonly isConfirmed: boolean;
  /** an owner looks at the cabinet as `role` with the stores of `ctx`, and changes nothing */
  readonly viewing: boolean;
}

/** What the session sees with: its own rights, or those it looks through. Only an owner looks through others. */
function effective(row: SessionRow): { role: Role; storeIds: string[] | null; viewing: boolean } {
  if (row.view_role !== null && roleMay(row.role, 'staff.viewAs')) {
    const storeIds = row.view_all_stores === true ? null : (row.view_store_ids ?? []);
    return { role: row.view_role, storeIds, viewing: true };
  }
  return { role: row.role, storeIds: row.all_stores ? null : (row.store_ids ?? []), viewing: false };
}

/**
 * The living session with the role and stores as they are now, or null: ended, expired, or the person was removed.
 * One indexed query, made on every request; once a minute it is noted that the session is in use.
 */
export async function loadSession(sessionId: string, ip: string | null): Promise<SignedIn | null> {
  const client = db();
  const [row] = await hotRead<SessionRow>(
    client,
    Prisma.sql`
    SELECT u.id AS user_id, u.name AS user_name, u.email, m.role, m.all_stores,
           o.id AS organization_id, o.name AS organization_name, o.time_zone,
           (SELECT array_agg(ms.store_id::text) FROM membership_store ms WHERE ms.membership_id = m.id) AS store_ids,
           (SELECT offset_ms::text FROM sandbox_clock WHERE id = 1) AS offset_ms,
           s.confirmed_at > now() - ${CONFIRMED_MINUTES}::int * interval '1 minute' AS is_confirmed,
           s.last_seen_at < now() - interval '1 minute' AS is_stale,
           v.role AS view_role, v.all_stores AS view_all_stores, v.store_ids::text[] AS view_store_ids
    FROM session s
    JOIN "user" u ON u.id = s.user_id
    JOIN membership m ON m.user_id = u.id
    JOIN organization o ON o.id = m.organization_id
    LEFT JOIN session_view v ON v.session_id = s.id AND v.organization_id = o.id
    WHERE s.id = ${sessionId}::uuid AND s.revoked_at IS NULL AND s.expires_at > now()
      AND s.last_seen_at > now() - ${IDLE_DAYS}::int * interval '1 day'
    ORDER BY m.created_at
    LIMIT 1`,
  );
  if (!row) return null;
  if (row.is_stale) {
    await client.$executeRaw`
      UPDATE "session" SET "last_seen_at" = now() WHERE "id" = ${sessionId}::uuid AND "revoked_at" IS NULL`;
  }
  const { role, storeIds, viewing } = effective(row);
  const clock: Clock = clockAt(isSandbox() ? Number(row.offset_ms ?? 0) : 0);
  return {
    sessionId,
    userName: row.user_name,
    email: row.email,
    role,
    organizationName: row.organization_name,
    isConfirmed: row.is_confirmed,
    viewing,
    ctx: {
      actor: { kind: 'USER', id: row.user_id, name: row.user_name, role },
      organizationId: row.organization_id,
      timeZone: row.time_zone,
      storeIds,
      db: client,
      clock,
      ip,
      sessionId,
      viewing,
    },
  };
}
