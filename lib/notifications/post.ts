import type { Context } from '@/lib/access/context';
import { type Permission, permissions } from '@/lib/access/permission.rule';
import { productClock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { schedule } from '@/lib/platform/jobs';
import { type LetterParts, writeLetter } from './letter.rule';

/**
 * Writes a letter to everybody of the organization who has the right, each in their own name; what was written under
 * the same key before is not written again. Gives how many are new.
 */
export async function postLetter(
  ctx: Context,
  key: string,
  to: Permission,
  parts: LetterParts,
): Promise<number> {
  const { organizationId } = ctx;
  const [organization, people] = await Promise.all([
    ctx.db.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true } }),
    ctx.db.membership.findMany({
      where: { organizationId, role: { in: [...permissions[to]] } },
      select: { user: { select: { name: true, email: true } } },
    }),
  ]);
  const createdAt = ctx.clock.now();
  const facts = { organization: organization.name, appUrl: env().APP_URL };
  const { count } = await ctx.db.letter.createMany({
    data: people.map(({ user: { name, email } }) => ({
      organizationId,
      key,
      email,
      ...writeLetter(parts, { name, ...facts }),
      createdAt,
      dueAt: createdAt,
    })),
    skipDuplicates: true,
  });
  return count;
}

export interface PersonalLetter {
  /** what is told once, e.g. "new-device:<session id>" */
  readonly key: string;
  readonly email: string;
  readonly name: string;
  /** of the link whose token stands in the letter as TOKEN_PLACE */
  readonly linkId?: string | undefined;
  readonly parts: LetterParts;
}

/** A letter to one person about their own sign-in, of no organization, and at once: somebody waits for it. */
export async function postToPerson(
  db: Db,
  { key, email, name, linkId, parts }: PersonalLetter,
): Promise<void> {
  const createdAt = (await productClock(db)).now();
  const letter = writeLetter(parts, { name, organization: null, appUrl: env().APP_URL });
  const { count } = await db.letter.createMany({
    data: [{ key, email, ...letter, ...(linkId !== undefined && { linkId }), createdAt, dueAt: createdAt }],
    skipDuplicates: true,
  });
  if (count > 0) await schedule(db, 'letters.send', {}, { key: 'letters.send:now' });
}
