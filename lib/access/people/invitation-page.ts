import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { tokenHash } from './invitation-link';
import { invitationByHash, personByEmail } from './invitation.store';
import type { InvitationPage } from './model';
import { invitationState } from './people.rule';

/** What stands behind a link, for who holds it; reading it changes nothing and uses nothing up. */
export async function invitationPage(token: string): Promise<InvitationPage> {
  const found = await invitationByHash(db(), tokenHash(token));
  if (!found) return { state: 'UNKNOWN' };
  const state = invitationState(found, (await productClock(db())).now());
  if (state !== 'OPEN') return { state };
  const person = await personByEmail(db(), found.email);
  return {
    state,
    organization: found.organization.name,
    email: found.email,
    role: found.role,
    stores: found.allStores ? null : found.stores.map(({ store }) => store.name),
    invitedBy: found.invitedByName,
    expiresAt: found.expiresAt,
    timeZone: found.organization.timeZone,
    person: !person ? 'NEW' : person.memberships.length > 0 ? 'ELSEWHERE' : 'KNOWN',
  };
}
