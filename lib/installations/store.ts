import type { Context } from '@/lib/access/context';
import type { Prisma } from '@/lib/platform/db';
import { installationAfter, type InstallationEvent } from './installation-state.rule';
import type { InstallationState } from './model';

export interface StoredInstallation {
  readonly id: string;
  readonly moduleSlug: string;
  readonly terminalId: string | null;
  readonly state: InstallationState;
}

/** Serializes everything that installs or removes on these terminals, in one order, until the transaction ends. */
export async function lockTerminals(ctx: Context, terminalIds: readonly string[]): Promise<void> {
  await ctx.db.$executeRaw`
    SELECT 1 FROM "terminal"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ANY(${[...terminalIds]}::uuid[])
    ORDER BY "id" FOR UPDATE`;
}

/** Serializes installing and removing in the cabinet of the organization. */
export async function lockCabinet(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`SELECT 1 FROM "organization" WHERE "id" = ${ctx.organizationId}::uuid FOR UPDATE`;
}

export async function loadInstallations(
  ctx: Context,
  where: Pick<Prisma.InstallationWhereInput, 'terminalId' | 'moduleSlug' | 'state'>,
): Promise<StoredInstallation[]> {
  return ctx.db.installation.findMany({
    where: { organizationId: ctx.organizationId, ...where },
    select: { id: true, moduleSlug: true, terminalId: true, state: true },
    orderBy: { id: 'asc' },
  });
}

/**
 * Moves a row by the state table; an event that means nothing in its state changes nothing.
 * Gives the new state, or null when nothing was changed.
 */
export async function moveInstallation(
  ctx: Context,
  row: StoredInstallation,
  event: InstallationEvent,
  data: Pick<
    Prisma.InstallationUncheckedUpdateManyInput,
    'appliedAt' | 'appliedVersion' | 'endsOn' | 'error' | 'requestedAt'
  > = {},
): Promise<InstallationState | null> {
  const state = installationAfter(row.state, event);
  if (!state) return null;
  const { count } = await ctx.db.installation.updateMany({
    where: { id: row.id, organizationId: ctx.organizationId, state: row.state },
    data: { ...data, state },
  });
  return count === 1 ? state : null;
}

/** A new row, REQUESTED on a terminal, or INSTALLED at once in the cabinet. */
export async function createInstallation(
  ctx: Context,
  moduleSlug: string,
  terminalId: string | null,
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.installation.create({
    data: {
      organizationId: ctx.organizationId,
      moduleSlug,
      terminalId,
      state: terminalId === null ? 'INSTALLED' : 'REQUESTED',
      requestedAt: now,
      appliedAt: terminalId === null ? now : null,
    },
  });
}

/** Only what is INSTALLED and differs is written. */
export async function saveVersions(
  ctx: Context,
  terminalId: string,
  versions: readonly { readonly slug: string; readonly version: string }[],
): Promise<void> {
  const slugs = versions.map(({ slug }) => slug);
  const reported = versions.map(({ version }) => version);
  await ctx.db.$executeRaw`
    UPDATE "installation" i SET "applied_version" = r.version
    FROM unnest(${slugs}::text[], ${reported}::text[]) AS r (slug, version)
    WHERE i."organization_id" = ${ctx.organizationId}::uuid AND i."terminal_id" = ${terminalId}::uuid
      AND i."module_slug" = r.slug AND i."state" = 'INSTALLED'
      AND i."applied_version" IS DISTINCT FROM r.version`;
}
