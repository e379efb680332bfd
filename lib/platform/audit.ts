import type { Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import type { Result } from '@/lib/core/result';
import { log } from './log';

const MISSING = 'access.missing';

export type AuditValue = string | number | boolean | null | readonly string[];

export interface AuditRecord {
  /** `<domain>.<verb>`, e.g. `simCards.activate`; its Russian words stand in lib/access/audit-words.ts */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  /** name as people know it: kept, because the object may be renamed */
  readonly objectName: string;
  readonly storeId?: string | null | undefined;
  readonly before?: Readonly<Record<string, AuditValue>> | undefined;
  readonly after?: Readonly<Record<string, AuditValue>> | undefined;
}

/** Writes audit rows in the running transaction; one statement for many. */
export async function audit(ctx: Context, records: AuditRecord | readonly AuditRecord[]): Promise<void> {
  const rows = Array.isArray(records) ? (records as readonly AuditRecord[]) : [records as AuditRecord];
  if (rows.length === 0) return;
  const { kind, id, name } = ctx.actor;
  const written = rows.map((row) => ({
    store_id: row.storeId ?? null,
    action: row.action,
    object_type: row.objectType,
    object_id: row.objectId,
    object_name: row.objectName,
    before: row.before ?? null,
    after: row.after ?? null,
  }));
  await ctx.db.$executeRaw`
    INSERT INTO "audit_entry" ("organization_id", "store_id", "at", "actor_kind", "actor_id", "actor_name", "ip",
      "action", "object_type", "object_id", "object_name", "before", "after")
    SELECT ${ctx.organizationId}::uuid, r.store_id, ${ctx.clock.now()}::timestamptz, ${kind}::"actor_kind", ${id}, ${name},
      ${ctx.ip}, r.action, r.object_type, r.object_id, r.object_name, r.before, r.after
    FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS r (store_id uuid, action text, object_type text,
      object_id text, object_name text, before jsonb, after jsonb)`;
}

/** So many entries of one person in a minute; what is beyond is not written, and the last entry says so. */
export const MISSING_PER_MINUTE = 20;
/** So many identifiers of one request are named. */
const IDS_NAMED = 20;

/** Identifiers in an input, without the request's own; in the order of the input, each once. */
function idsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key !== 'requestId' && isId(value) ? [value.toLowerCase()] : [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((each: unknown) => idsIn(each, key)))];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.entries(value).flatMap(([name, each]) => idsIn(each, name)))];
}

/**
 * A request for what is not there or belongs to others, written alike in both cases and outside the transaction that
 * was rolled back: what was asked and the identifiers tried, nothing else of the input (domain.md C 9).
 */
export async function auditMissing(ctx: Context, input: unknown, asked?: string): Promise<void> {
  const ids = idsIn(input);
  const after = {
    ...(asked !== undefined && { asked }),
    tried: ids.slice(0, IDS_NAMED),
    ...(ids.length > IDS_NAMED && { triedInAll: ids.length }),
  };
  const now = ctx.clock.now();
  await ctx.db.$executeRaw`
    INSERT INTO "audit_entry" ("organization_id", "at", "actor_kind", "actor_id", "actor_name", "ip", "action",
      "object_type", "object_id", "object_name", "after")
    SELECT ${ctx.organizationId}::uuid, ${now}::timestamptz, ${ctx.actor.kind}::"actor_kind", ${ctx.actor.id},
      ${ctx.actor.name}, ${ctx.ip}, ${MISSING}, 'request', ${ids[0] ?? ''}, '',
      ${JSON.stringify(after)}::jsonb || CASE WHEN written.count = ${MISSING_PER_MINUTE - 1}
        THEN '{"moreUnwritten": true}'::jsonb ELSE '{}'::jsonb END
    FROM (
      SELECT count(*)::int AS count FROM "audit_entry"
      WHERE "organization_id" = ${ctx.organizationId}::uuid AND "at" > ${now}::timestamptz - interval '1 minute'
        AND "actor_id" = ${ctx.actor.id} AND "action" = ${MISSING}
    ) AS written
    WHERE written.count < ${MISSING_PER_MINUTE}`;
}

/** NOT_FOUND, or one part of the request that was not: STORE_NOT_FOUND, TERMINAL_NOT_FOUND. */
const isMissing = (code: string): boolean => code === 'NOT_FOUND' || code.endsWith('_NOT_FOUND');

/** Runs a command for a person; what was not found for them is written to the audit, what they may not to the log. */
export async function carryOut<I, T, C extends string>(
  ctx: Context,
  command: (ctx: Context, input: I) => Promise<Result<T, C>>,
  input: I,
  asked?: string,
): Promise<Result<T, C>> {
  const result = await command(ctx, input);
  if (!result.ok && isMissing(result.code)) await auditMissing(ctx, input, asked);
  if (!result.ok && result.code === 'FORBIDDEN') {
    const { actor, organizationId, ip } = ctx;
    log.info('access refused', { userId: actor.id, organizationId, ip, asked });
  }
  return result;
}
