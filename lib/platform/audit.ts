import type { Context } from '@/lib/access/context';
import { Prisma } from './db';

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
  await ctx.db.auditEntry.createMany({
    data: rows.map((row) => ({
      organizationId: ctx.organizationId,
      storeId: row.storeId ?? null,
      at: ctx.clock.now(),
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      ip: ctx.ip,
      action: row.action,
      objectType: row.objectType,
      objectId: row.objectId,
      objectName: row.objectName,
      before: (row.before as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
      after: (row.after as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
    })),
  });
}
