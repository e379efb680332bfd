import type { Context } from '@/lib/access/context';

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
