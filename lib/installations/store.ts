import type { Context } from '@/lib/access/context';
import type { Prisma } from '@/lib/platform/db';
import { installationAfter, type InstallationEvent } from './installation-state.rule';
import { type InstallationState, installationStates } from './model';

export interface StoredInstallation {
  readonly id: string;
  readonly moduleSlug: string;
  readonly terminalId: string | null;
  readonly state: InstallationState;
  readonly requestedAt: Date;
}

/** Serializes everything that installs or removes on these terminals, in one order, until the transaction ends. */
export async function lockTerminals(ctx: Context, terminalIds: readonly string[]): Promise<void> {
  await ctx.db.$executeRaw`
    SELECT 1 FROM "terminal"
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ANY(${[...terminalIds]}::uuid[])
    ORDER BY "id" FOR NO KEY UPDATE`;
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
    select: { id: true, moduleSlug: true, terminalId: true, state: true, requestedAt: true },
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
    data: { ...data, state, ...(state !== 'INSTALLED' && { blockedAt: null, blockCodes: [] }) },
  });
  return count === 1 ? state : null;
}

const requestable = installationStates.filter((state) => installationAfter(state, 'REQUEST') === 'REQUESTED');

/** Asks for modules on terminals, in one statement: new rows, and those from whose state the table leads there. */
export async function requestModules(
  ctx: Context,
  wanted: readonly { readonly terminalId: string; readonly moduleSlug: string }[],
): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO "installation" AS i ("organization_id", "terminal_id", "module_slug", "state", "requested_at")
    SELECT ${ctx.organizationId}::uuid, w.terminal_id, w.module_slug, 'REQUESTED', ${ctx.clock.now()}::timestamptz
    FROM unnest(${wanted.map(({ terminalId }) => terminalId)}::uuid[],
      ${wanted.map(({ moduleSlug }) => moduleSlug)}::text[]) AS w (terminal_id, module_slug)
    ON CONFLICT ("terminal_id", "module_slug") DO UPDATE
    SET "state" = 'REQUESTED', "requested_at" = excluded."requested_at", "applied_at" = NULL, "error" = NULL,
      "blocked_at" = NULL, "block_codes" = '{}'
    WHERE i."organization_id" = excluded."organization_id" AND i."state" = ANY(${requestable}::"installation_state"[])`;
}

/** A module of the cabinet, INSTALLED at once. */
export async function createInCabinet(ctx: Context, moduleSlug: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.installation.create({
    data: {
      organizationId: ctx.organizationId,
      moduleSlug,
      terminalId: null,
      state: 'INSTALLED',
      requestedAt: now,
      appliedAt: now,
    },
  });
}

export interface StoredBlock {
  readonly id: string;
  readonly moduleSlug: string;
  readonly terminalId: string;
  readonly blockCodes: readonly string[];
}

/** What is INSTALLED on these terminals, with the reasons for which it was last seen not to work. */
export async function loadBlocks(ctx: Context, terminalIds: readonly string[]): Promise<StoredBlock[]> {
  const rows = await ctx.db.installation.findMany({
    where: {
      organizationId: ctx.organizationId,
      terminalId: { in: [...terminalIds] },
      state: 'INSTALLED',
    },
    select: { id: true, moduleSlug: true, terminalId: true, blockCodes: true },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ terminalId, ...row }) => (terminalId === null ? [] : [{ ...row, terminalId }]));
}

/** No codes: it works again. Since when it has not is kept. */
export async function saveBlock(ctx: Context, id: string, codes: readonly string[]): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE "installation" SET "block_codes" = ${[...codes]}::text[],
      "blocked_at" = CASE WHEN ${codes.length}::int > 0 THEN coalesce("blocked_at", ${ctx.clock.now()}::timestamptz) END
    WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${id}::uuid`;
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
