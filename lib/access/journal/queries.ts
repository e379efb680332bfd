import { isId } from '@/lib/core/ids';
import { addDays, type LocalDate, localDate, startOfDay } from '@/lib/core/local-date';
import { Prisma } from '@/lib/platform/db';
import { authorize, type Context, inStores } from '../context';
import type { AuditRow } from '../queries';
import { type AuditFilter, type AuditPerson, auditGroups } from './model';

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** cursor of the following, older page */
  readonly next: string | null;
}

const PAGE = 50;
const FARTHEST_MS = 8_640_000_000_000_000;

function cursorOf(text: string | undefined): { at: Date; id: string } | null {
  const [time = '', id = ''] = (text ?? '').split('_');
  const ms = /^-?\d{1,16}$/.test(time) ? Number(time) : Number.NaN;
  return isId(id) && Math.abs(ms) <= FARTHEST_MS ? { at: new Date(ms), id } : null;
}

const facts = (value: unknown): AuditRow['before'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

function dayOf(text: string | undefined): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '')) return null;
  try {
    return localDate(text ?? '');
  } catch {
    return null;
  }
}

function whoOf(who: string | undefined): Prisma.AuditEntryWhereInput {
  if (who === 'JOB' || who === 'TERMINAL' || who === 'OPERATOR') return { actorKind: who };
  return who && isId(who) ? { actorKind: 'USER', actorId: who } : {};
}

const PLAIN = /^[\w-]{1,100}$/;

function whereOf(ctx: Context, filter: AuditFilter): Prisma.AuditEntryWhereInput {
  const { group, kind, object } = filter;
  const from = dayOf(filter.from);
  const to = dayOf(filter.to);
  return {
    AND: [
      { organizationId: ctx.organizationId, ...inStores(ctx) },
      whoOf(filter.who),
      (auditGroups as readonly string[]).includes(group ?? '')
        ? { action: { startsWith: `${group ?? ''}.` } }
        : {},
      kind && PLAIN.test(kind) ? { objectType: kind } : {},
      object && PLAIN.test(object) ? { objectId: object } : {},
      from ? { at: { gte: startOfDay(from, ctx.timeZone) } } : {},
      to ? { at: { lt: startOfDay(addDays(to, 1), ctx.timeZone) } } : {},
    ],
  };
}

/**
 * The journal, newest first, 50 a page unless `take` says more; who is bound to stores sees entries of these stores.
 * `after` is a cursor of a former page, anything else is the first page. Indexes: audit_entry (organization_id, at
 * desc, id desc) and audit_entry_by_person. Empty without `audit.read`.
 */
export async function listAudit(
  ctx: Context,
  filter: AuditFilter & { readonly after?: string | undefined; readonly take?: number },
): Promise<AuditPage> {
  if (authorize(ctx, 'audit.read')) return { rows: [], next: null };
  const after = cursorOf(filter.after);
  const take = filter.take ?? PAGE;
  const older = after && {
    at: { lte: after.at },
    OR: [{ at: { lt: after.at } }, { id: { lt: after.id } }],
  };
  const found = await ctx.db.auditEntry.findMany({
    where: { AND: [whereOf(ctx, filter), older ?? {}] },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: take + 1,
  });
  const page = found.slice(0, take);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      id: row.id,
      at: row.at,
      actorName: row.actorName,
      actorKind: row.actorKind,
      action: row.action,
      objectType: row.objectType,
      objectId: row.objectId,
      objectName: row.objectName,
      storeId: row.storeId,
      ip: row.ip,
      before: facts(row.before),
      after: facts(row.after),
    })),
    next: found.length > take && last ? `${last.at.getTime()}_${last.id}` : null,
  };
}

/** So many entries are looked through for those who acted. */
const LOOKED_THROUGH = 5_000;

/** People who act in the entries that one may see, by name; those of long ago are not among them. */
export async function auditPeople(ctx: Context): Promise<AuditPerson[]> {
  if (authorize(ctx, 'audit.read')) return [];
  const scope =
    ctx.storeIds === null ? Prisma.empty : Prisma.sql`AND "store_id" = ANY(${[...ctx.storeIds]}::uuid[])`;
  return ctx.db.$queryRaw<AuditPerson[]>`
    SELECT "actor_id" AS "id", max("actor_name") AS "name"
    FROM (
      SELECT "actor_id", "actor_name" FROM "audit_entry"
      WHERE "organization_id" = ${ctx.organizationId}::uuid AND "actor_kind" = 'USER' AND "actor_id" IS NOT NULL ${scope}
      ORDER BY "at" DESC, "id" DESC LIMIT ${LOOKED_THROUGH}::int
    ) AS recent
    GROUP BY "actor_id" ORDER BY 2, 1`;
}
