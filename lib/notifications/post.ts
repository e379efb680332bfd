import type { Context } from '@/lib/access/context';
import { type Permission, permissions } from '@/lib/access/permission.rule';
import { productClock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';
import { schedule } from '@/lib/platform/jobs';
import { type LetterParts, writeLetter } from './letter.rule';

interface Addressee {
  readonly name: string;
  readonly email: string;
}

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
  const people = await peopleWith(ctx, to);
  return write(
    ctx,
    key,
    people.map((person) => ({ to: person, parts })),
    ctx.clock.now(),
  );
}

/**
 * The same where what is told depends on the stores that a person sees (null: all); who has nothing to be told gets no
 * letter. It goes out at `dueAt`.
 */
export async function postToEach(
  ctx: Context,
  key: string,
  to: Permission,
  partsFor: (storeIds: readonly string[] | null) => LetterParts | null,
  dueAt: Date,
): Promise<number> {
  const people = await peopleWith(ctx, to);
  const letters = people.flatMap((person) => {
    const parts = partsFor(person.storeIds);
    return parts ? [{ to: person, parts }] : [];
  });
  return write(ctx, key, letters, dueAt);
}

async function peopleWith(
  { db, organizationId }: Context,
  right: Permission,
): Promise<(Addressee & { readonly storeIds: readonly string[] | null })[]> {
  const rows = await db.membership.findMany({
    where: { organizationId, role: { in: [...permissions[right]] } },
    select: {
      allStores: true,
      stores: { select: { storeId: true } },
      user: { select: { name: true, email: true } },
    },
  });
  return rows.map(({ user, allStores, stores }) => ({
    ...user,
    storeIds: allStores ? null : stores.map(({ storeId }) => storeId),
  }));
}

async function write(
  ctx: Context,
  key: string,
  letters: readonly { readonly to: Addressee; readonly parts: LetterParts }[],
  dueAt: Date,
): Promise<number> {
  const { organizationId } = ctx;
  const { name: organization } = await ctx.db.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { name: true },
  });
  const facts = { organization, appUrl: env().APP_URL };
  const { count } = await ctx.db.letter.createMany({
    data: letters.map(({ to, parts }) => ({
      organizationId,
      key,
      email: to.email,
      ...writeLetter(parts, { name: to.name, ...facts }),
      createdAt: ctx.clock.now(),
      dueAt,
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

/** A letter of the organization to one address, at once: somebody waits for it. Gives 0 when it was written before. */
export async function postTo(ctx: Context, key: string, to: Addressee, parts: LetterParts): Promise<number> {
  const count = await write(ctx, key, [{ to, parts }], ctx.clock.now());
  if (count > 0) await schedule(ctx.db, 'letters.send', {}, { key: 'letters.send:now' });
  return count;
}
