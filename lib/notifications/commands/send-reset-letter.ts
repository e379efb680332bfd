import { issueLink, LINK_MINUTES, TOKEN_PLACE } from '@/lib/access/links';
import { isInvited } from '@/lib/access/people/letter-facts';
import type { Db } from '@/lib/platform/db';
import { resetLetter } from '../account-letters.rule';
import { postToPerson } from '../post';

/**
 * A link for a new password, if the address is somebody's who may sign in, or who is invited and has a password of
 * before; else nothing.
 */
export async function sendResetLetter(
  db: Db,
  { email }: { readonly email: string },
  now: Date,
): Promise<void> {
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, name: true, memberships: { select: { id: true }, take: 1 } },
  });
  if (!user || (user.memberships.length === 0 && !(await isInvited(db, email)))) return;
  const linkId = await issueLink(db, now, { purpose: 'RESET', userId: user.id });
  const parts = resetLetter(LINK_MINUTES.RESET, `/reset/new?token=${TOKEN_PLACE}`);
  await postToPerson(db, { key: `reset:${linkId}`, email, name: user.name, linkId, parts });
}
