import type { Context } from '@/lib/access/context';
import { type Permission, permissions } from '@/lib/access/permission.rule';
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

/** Writes a letter to one address, once under its key, and sends it at once: somebody waits for it. Gives 0 when it was written before. */
export async function postTo(
  ctx: Context,
  key: string,
  { email, name }: { readonly email: string; readonly name: string },
  parts: LetterParts,
): Promise<number> {
  const { organizationId } = ctx;
  const { name: organization } = await ctx.db.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { name: true },
  });
  const createdAt = ctx.clock.now();
  const written = writeLetter(parts, { name, organization, appUrl: env().APP_URL });
  const { count } = await ctx.db.letter.createMany({
    data: [{ organizationId, key, email, ...written, createdAt, dueAt: createdAt }],
    skipDuplicates: true,
  });
  if (count > 0) await schedule(ctx.db, 'letters.send', {}, { key: 'letters.send:now' });
  return count;
}
