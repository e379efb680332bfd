import { isId } from '@/lib/core/ids';
import { authorize, type Context, inStores } from './context';
import type { Role } from './permission.rule';

export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** names; null: every store */
  readonly stores: readonly string[] | null;
  readonly isYou: boolean;
}

/** People of the organization, by role and name. Empty without `staff.read`. */
export async function listStaff(ctx: Context): Promise<StaffRow[]> {
  if (authorize(ctx, 'staff.read')) return [];
  const rows = await ctx.db.membership.findMany({
    where: { organizationId: ctx.organizationId },
    orderBy: [{ role: 'asc' }, { user: { name: 'asc' } }, { id: 'asc' }],
    select: {
      id: true,
      userId: true,
      role: true,
      allStores: true,
      user: { select: { name: true, email: true } },
      stores: { select: { store: { select: { name: true } } }, orderBy: { store: { name: 'asc' } } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.user.name,
    email: row.user.email,
    role: row.role,
    stores: row.allStores ? null : row.stores.map(({ store }) => store.name),
    isYou: row.userId === ctx.actor.id,
  }));
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actorName: string;
  readonly actorKind: 'USER' | 'JOB' | 'TERMINAL' | 'OPERATOR';
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectName: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** cursor of the following, older page */
  readonly next: string | null;
}

const PAGE = 50;

function cursorOf(text: string | undefined): { at: Date; id: string } | null {
  const [time, id = ''] = (text ?? '').split('_');
  const at = new Date(Number(time));
  return isId(id) && !Number.isNaN(at.getTime()) ? { at, id } : null;
}

const facts = (value: unknown): AuditRow['before'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

/**
 * The journal, newest first, 50 a page; who is bound to stores sees entries of these stores. `after` is a cursor of a
 * former page, anything else is the first page. Index: audit_entry (organization_id, at desc, id desc). Empty without
 * `audit.read`.
 */
export async function listAudit(
  ctx: Context,
  filter: { readonly after?: string | undefined },
): Promise<AuditPage> {
  if (authorize(ctx, 'audit.read')) return { rows: [], next: null };
  const after = cursorOf(filter.after);
  const found = await ctx.db.auditEntry.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...inStores(ctx),
      ...(after && {
        at: { lte: after.at },
        OR: [{ at: { lt: after.at } }, { id: { lt: after.id } }],
      }),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
  });
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  return {
    rows: page.map(({ before, after: then, ...row }) => ({
      id: row.id,
      at: row.at,
      actorName: row.actorName,
      actorKind: row.actorKind,
      action: row.action,
      objectType: row.objectType,
      objectId: row.objectId,
      objectName: row.objectName,
      before: facts(before),
      after: facts(then),
    })),
    next: found.length > PAGE && last ? `${last.at.getTime()}_${last.id}` : null,
  };
}

export interface OrganizationDetails {
  readonly name: string;
  readonly kind: 'LEGAL_ENTITY' | 'SOLE_PROPRIETOR';
  readonly inn: string;
  readonly kpp: string | null;
  readonly ogrn: string | null;
  readonly timeZone: string;
}

export async function organizationDetails(ctx: Context): Promise<OrganizationDetails> {
  return ctx.db.organization.findUniqueOrThrow({
    where: { id: ctx.organizationId },
    select: { name: true, kind: true, inn: true, kpp: true, ogrn: true, timeZone: true },
  });
}
