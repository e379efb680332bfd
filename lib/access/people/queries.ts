import { authorize, type Context } from '../context';
import { openInvitations } from './invitation.store';
import type { InvitationRow, StaffRow } from './model';
import { invitationState } from './people.rule';
import { members } from './store';

/** People of the organization, by role and name. Empty without `staff.read`. */
export async function listStaff(ctx: Context): Promise<StaffRow[]> {
  if (authorize(ctx, 'staff.read')) return [];
  return (await members(ctx)).map((member) => ({
    id: member.membershipId,
    name: member.name,
    email: member.email,
    role: member.role,
    storeIds: member.storeIds ?? [],
    stores: member.stores,
    isYou: member.userId === ctx.actor.id,
  }));
}

/** Invitations that wait for an answer or have waited too long, newest first. Empty without `staff.read`. */
export async function listInvitations(ctx: Context): Promise<InvitationRow[]> {
  if (authorize(ctx, 'staff.read')) return [];
  const now = ctx.clock.now();
  return (await openInvitations(ctx)).map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    stores: row.allStores ? null : row.stores.map(({ store }) => store.name),
    state: invitationState(row, now) === 'OPEN' ? 'OPEN' : 'EXPIRED',
    invitedBy: row.invitedByName,
    expiresAt: row.expiresAt,
  }));
}
