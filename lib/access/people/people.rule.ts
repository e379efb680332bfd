import { type Refusal, refusal, type Result, success } from '@/lib/core/result';
import { type Permission, permissions, type Role, roleMay } from '../permission.rule';
import type { InvitationState, Rights } from './model';

/** A link of an invitation works so long (product.md 3.1). */
export const INVITATION_DAYS = 7;

/** Roles that are given for chosen stores; the others are for the whole organization. */
export const storeBound = (role: Role): boolean => role === 'ADMIN' || role === 'CASHIER';

/** What a form asks for, as rights. Refusal: STORES_NEEDED. */
export function rightsOf(role: Role, storeIds: readonly string[]): Result<Rights, 'STORES_NEEDED'> {
  if (!storeBound(role)) return success({ role, storeIds: null });
  const chosen = [...new Set(storeIds)].sort();
  return chosen.length > 0 ? success({ role, storeIds: chosen }) : refusal('STORES_NEEDED');
}

/** Whether `wanted` holds a permission or a store that `own` lacks. */
export function exceeds(wanted: Rights, own: Rights): boolean {
  const more = (Object.keys(permissions) as Permission[]).some(
    (permission) => roleMay(wanted.role, permission) && !roleMay(own.role, permission),
  );
  if (more) return true;
  if (own.storeIds === null) return false;
  const { storeIds } = own;
  return wanted.storeIds === null || wanted.storeIds.some((id) => !storeIds.includes(id));
}

export const sameRights = (a: Rights, b: Rights): boolean =>
  a.role === b.role &&
  (a.storeIds === null || b.storeIds === null
    ? a.storeIds === b.storeIds
    : [...a.storeIds].sort().join() === [...b.storeIds].sort().join());

/** Nobody gives what they do not have, to themselves or to others. Refusals: FORBIDDEN, MORE_THAN_OWN. */
export function decideGiving(own: Rights, wanted: Rights): Refusal<'FORBIDDEN' | 'MORE_THAN_OWN'> | null {
  if (!roleMay(own.role, 'staff.manage')) return refusal('FORBIDDEN');
  return exceeds(wanted, own) ? refusal('MORE_THAN_OWN') : null;
}

/** `wanted` null: the person is removed. `owners`: how many there are now. Refusal: LAST_OWNER. */
export function decideLosing(
  person: Rights,
  wanted: Rights | null,
  owners: number,
): Refusal<'LAST_OWNER'> | null {
  const staysOwner = wanted?.role === 'OWNER';
  return person.role === 'OWNER' && !staysOwner && owners <= 1 ? refusal('LAST_OWNER') : null;
}

export function invitationState(
  invitation: {
    readonly acceptedAt: Date | null;
    readonly revokedAt: Date | null;
    readonly expiresAt: Date;
  },
  now: Date,
): InvitationState {
  if (invitation.acceptedAt !== null) return 'ACCEPTED';
  if (invitation.revokedAt !== null) return 'REVOKED';
  return invitation.expiresAt.getTime() > now.getTime() ? 'OPEN' : 'EXPIRED';
}
