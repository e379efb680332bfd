import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { type Context, can, narrowedTo } from '@/lib/access/context';
import { isOwnStore } from '@/lib/access/queries';
import type { Permission } from '@/lib/access/permission.rule';
import type { SignedIn } from '@/lib/access/session';
import { isId } from '@/lib/core/ids';
import { auditMissing } from './audit';
import { currentSession } from './auth';
import { isSandbox } from './env';
import { log } from './log';
import { admit, rateLimits } from './rate-limit';

const OPENED = 'access.openPage';

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** First value of every search parameter. */
export async function plainParams(searchParams: SearchParams): Promise<Record<string, string | undefined>> {
  const entries = Object.entries(await searchParams).map(
    ([name, value]) => [name, Array.isArray(value) ? value[0] : value] as const,
  );
  return Object.fromEntries(entries);
}

export interface CabinetPage {
  /** narrowed to the store of `?store=`, if one is chosen */
  readonly ctx: Context;
  readonly session: SignedIn;
  readonly params: Record<string, string | undefined>;
  readonly allowed: boolean;
  readonly may: (permission: Permission) => boolean;
}

/**
 * First line of every page of the cabinet: no session → the sign-in page with the way back; too often → told to wait;
 * `allowed` false → the page shows whom to ask instead of its content.
 */
export async function cabinetPage(permission: Permission, searchParams: SearchParams): Promise<CabinetPage> {
  const session = await currentSession();
  if (!session) {
    const path = (await headers()).get('x-kassa-path') ?? '/';
    redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  const admitted = await admit(rateLimits.page, session.sessionId);
  if (!admitted.ok) redirect(`/too-often?wait=${String(admitted.retryAfterSeconds)}`);
  const params = await plainParams(searchParams);
  const store = params['store'] ?? null;
  if (store !== null && !isId(store)) notFound();
  if (store !== null && !(await isOwnStore(session.ctx, store))) {
    await auditMissing(session.ctx, { store }, OPENED);
  }
  const { actor, organizationId, ip } = session.ctx;
  const allowed = can(session.ctx, permission);
  if (!allowed) log.info('access refused', { userId: actor.id, organizationId, ip, asked: permission });
  return {
    ctx: narrowedTo(session.ctx, store),
    session,
    params,
    allowed,
    may: (other) => can(session.ctx, other),
  };
}

/**
 * There is no such thing for this person: 404, alike for what is missing and what belongs to others. An identifier that
 * was tried stands in the audit (domain.md C 9).
 */
export async function notThere(ctx: Context, id: string): Promise<never> {
  if (isId(id)) await auditMissing(ctx, { id }, OPENED);
  notFound();
}

/** Sandbox pages and routes do not exist in production. */
export function sandboxOnly(): void {
  if (!isSandbox()) notFound();
}
