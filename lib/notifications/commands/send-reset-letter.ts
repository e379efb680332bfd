import { issueLink, LINK_MINUTES, TOKEN_PLACE } from '@/lib/access/links';
import type { Db } from '@/lib/platform/db';
import { resetLetter } from '../account-letters.rule';
import { postToPerson } from '../post';

/** A link for a new password, if the address is somebody's who may sign in; else nothing. */
export async function sendResetLetter(
  db: Db,
  { email }: { readonly email: string },
  now: Date,
): Promise<void> {
  const user = await db.user.findFirst({
    where: { email, memberships: { some: {} } },
    select: { id: true, name: true },
  });
  if (!user) return;
  const linkId = await issueLink(db, now, { purpose: 'RESET', userId: user.id });
  const parts = resetLetter(LINK_MINUTES.RESET, `/reset/new?token=${TOKEN_PLACE}`);
  await postToPerson(db, { key: `reset:${linkId}`, email, name: user.name, linkId, parts });
}
