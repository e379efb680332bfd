import { Prisma } from '@/lib/platform/db';
import type { Context } from './context';

/** A place in a history: what comes before it is older. */
interface HistoryPlace {
  readonly at: Date;
  readonly id: string;
}

/** An entry of the audit about one object. */
interface ObjectEntry extends HistoryPlace {
  readonly actorName: string;
  readonly actorKind: 'USER' | 'JOB' | 'TERMINAL' | 'OPERATOR';
  readonly action: string;
  readonly objectType: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/**
 * What the audit says of one object, newest first, before a place, for the object's own page: whoever may see the
 * object may see what became of it, wherever it stood then. Callers have found the object in scope. Index:
 * audit_entry_terminal_idx.
 */
export async function auditOfTerminal(
  ctx: Context,
  terminalId: string,
  before: HistoryPlace | null,
  take: number,
): Promise<ObjectEntry[]> {
  const older = before
    ? Prisma.sql`AND ("at", "id") < (${before.at}::timestamptz, ${before.id}::uuid)`
    : Prisma.empty;
  return ctx.db.$queryRaw<ObjectEntry[]>`
    SELECT "id", "at", "actor_name" AS "actorName", "actor_kind"::text AS "actorKind", "action",
      "object_type" AS "objectType", "before", "after"
    FROM "audit_entry"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "object_id" = ${terminalId}
      AND "object_type" IN ('terminal', 'receiptSetting') ${older}
    ORDER BY "at" DESC, "id" DESC LIMIT ${take}::int`;
}
