import type { Clock } from '@/lib/core/clock';
import { clockAt } from '@/lib/core/clock';
import { db, hotRead, Prisma } from '@/lib/platform/db';
import { isSandbox } from '@/lib/platform/env';
import type { Context } from './context';
import type { Role } from './permission.rule';
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
}

export interface SignedIn {
  readonly ctx: Context;
  readonly sessionId: string;
  readonly userName: string;
  readonly email: string;
  readonly role: Role;
  readonly organizationName: string;
  /** the password was given a short while ago, in real time: the sandbox's clock does not count */
  readonly isConfirmed: boolean;
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
           s.last_seen_at < now() - interval '1 minute' AS is_stale
    FROM session s
    JOIN "user" u ON u.id = s.user_id
    JOIN membership m ON m.user_id = u.id
    JOIN organization o ON o.id = m.organization_id
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
  const clock: Clock = clockAt(isSandbox() ? Number(row.offset_ms ?? 0) : 0);
  return {
    sessionId,
    userName: row.user_name,
    email: row.email,
    role: row.role,
    organizationName: row.organization_name,
    isConfirmed: row.is_confirmed,
    ctx: {
      actor: { kind: 'USER', id: row.user_id, name: row.user_name, role: row.role },
      organizationId: row.organization_id,
      timeZone: row.time_zone,
      storeIds: row.all_stores ? null : (row.store_ids ?? []),
      db: client,
      clock,
      ip,
      sessionId,
    },
  };
}
