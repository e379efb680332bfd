import { type Context, seesStore } from './context';

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actorName: string;
  readonly actorKind: 'USER' | 'JOB' | 'TERMINAL' | 'OPERATOR';
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectName: string;
  readonly storeId: string | null;
  /** address that the person came from */
  readonly ip: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export interface OrganizationDetails {
  readonly name: string;
  readonly kind: 'LEGAL_ENTITY' | 'SOLE_PROPRIETOR';
  readonly inn: string;
  readonly kpp: string | null;
  readonly ogrn: string | null;
  readonly timeZone: string;
}

/** The store is the organization's and one that the person sees. */
export async function isOwnStore(ctx: Context, storeId: string): Promise<boolean> {
  if (!seesStore(ctx, storeId)) return false;
  const where = { organizationId: ctx.organizationId, id: storeId };
  return (await ctx.db.store.findFirst({ where, select: { id: true } })) !== null;
}

export async function organizationDetails(ctx: Context): Promise<OrganizationDetails> {
  return ctx.db.organization.findUniqueOrThrow({
    where: { id: ctx.organizationId },
    select: { name: true, kind: true, inn: true, kpp: true, ogrn: true, timeZone: true },
  });
}
