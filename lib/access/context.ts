import { type Clock } from '@/lib/core/clock';
import { isId } from '@/lib/core/ids';
import { type LocalDate, localDateAt } from '@/lib/core/local-date';
import { type Refusal, refusal } from '@/lib/core/result';
import { type Db } from '@/lib/platform/db';
import { type Permission, type Role, roleMay } from './permission.rule';

export type Actor =
  | { readonly kind: 'USER'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'JOB'; readonly id: string; readonly name: string }
  | { readonly kind: 'TERMINAL'; readonly id: string; readonly name: string }
  | { readonly kind: 'OPERATOR'; readonly id: string; readonly name: string };

/** Whose work this is, in which organization and stores, on which connection and at what time. */
export interface Context {
  readonly actor: Actor;
  readonly organizationId: string;
  /** IANA name; billing days are counted in it */
  readonly timeZone: string;
  /** `null`: every store of the organization */
  readonly storeIds: readonly string[] | null;
  readonly db: Db;
  readonly clock: Clock;
  readonly ip: string | null;
  /** of a person who is signed in; nobody else has one */
  readonly sessionId?: string;
  /** an owner looks at the cabinet as this role: nothing is changed (lib/platform/action.ts) */
  readonly viewing?: boolean;
}

export const today = (ctx: Context): LocalDate => localDateAt(ctx.clock.now(), ctx.timeZone);

/** For the screen: whether to offer the action. Commands call `authorize`. */
export const can = (ctx: Context, permission: Permission): boolean =>
  ctx.actor.kind !== 'USER' || roleMay(ctx.actor.role, permission);

/**
 * First line of every command and query. Jobs, terminals and operators are let through: their context is made
 * for one organization by the platform. Refusal: FORBIDDEN.
 */
export function authorize(ctx: Context, permission: Permission): Refusal<'FORBIDDEN'> | null {
  return can(ctx, permission) ? null : refusal('FORBIDDEN', { permission });
}

/** Part of every `where` of a row that belongs to a store. A row without a store is seen only with all stores. */
export const inStores = (ctx: Context): { storeId?: { in: string[] } } =>
  ctx.storeIds === null ? {} : { storeId: { in: [...ctx.storeIds] } };

/** The store is among those of the context. */
export const seesStore = (ctx: Context, storeId: string | null): boolean =>
  ctx.storeIds === null || (storeId !== null && ctx.storeIds.includes(storeId));

/** Narrows the context to one store chosen on the screen; a store out of scope, or what is none, gives an empty scope. */
export function narrowedTo(ctx: Context, storeId: string | null): Context {
  if (storeId === null) return ctx;
  return { ...ctx, storeIds: isId(storeId) && seesStore(ctx, storeId) ? [storeId] : [] };
}
