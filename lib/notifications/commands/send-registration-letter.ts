import { issueLink, TOKEN_PLACE } from '@/lib/access/links';
import type { Db } from '@/lib/platform/db';
import { alreadyRegisteredLetter, confirmRegistrationLetter } from '../account-letters.rule';
import { postToPerson } from '../post';

/** The link that confirms a new address; to one who has access already, a letter that says so. */
export async function sendRegistrationLetter(
  db: Db,
  { registrationId }: { readonly registrationId: string },
  now: Date,
): Promise<void> {
  const registration = await db.registration.findUnique({ where: { id: registrationId, confirmedAt: null } });
  if (!registration) return;
  const { email, inn } = registration;
  const known = await db.user.findFirst({
    where: { email, memberships: { some: {} } },
    select: { name: true },
  });
  if (known) {
    const key = `registered:${registrationId}`;
    await postToPerson(db, { key, email, name: known.name, parts: alreadyRegisteredLetter() });
    return;
  }
  const linkId = await issueLink(db, now, { purpose: 'REGISTRATION', registrationId });
  const parts = confirmRegistrationLetter(inn, `/confirm?token=${TOKEN_PLACE}`);
  await postToPerson(db, { key: `confirm:${linkId}`, email, name: '', linkId, parts });
}
