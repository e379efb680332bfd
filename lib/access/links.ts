import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/platform/db';
import { keyed, tokenHash } from './secrets';

const MINUTE = 60_000;

/** How long a link in a letter is good, in real time. */
export const LINK_MINUTES = { RESET: 45, REGISTRATION: 24 * 60 } as const;
export type LinkPurpose = keyof typeof LINK_MINUTES;

/** Stands in a letter where the token is written when it is sent; no table holds the token. */
export const TOKEN_PLACE = 'LINK-TOKEN-PLACE';

export const linkToken = (linkId: string): string => keyed('access-link', linkId).toString('base64url');

/** A new link; gives its id, for `linkToken`. */
export async function issueLink(
  db: Db,
  now: Date,
  whose:
    | { readonly purpose: 'RESET'; readonly userId: string }
    | { readonly purpose: 'REGISTRATION'; readonly registrationId: string },
): Promise<string> {
  const id = randomUUID();
  await db.accessLink.create({
    data: {
      id,
      ...whose,
      tokenHash: tokenHash(linkToken(id)),
      createdAt: now,
      expiresAt: new Date(now.getTime() + LINK_MINUTES[whose.purpose] * MINUTE),
    },
  });
  return id;
}

export type LinkState = 'GOOD' | 'USED' | 'EXPIRED' | 'UNKNOWN';

export interface Link {
  readonly id: string;
  readonly state: LinkState;
  readonly userId: string | null;
  readonly registrationId: string | null;
}

const unknown: Link = { id: '', state: 'UNKNOWN', userId: null, registrationId: null };

/** What a token of a letter is good for now; nothing is changed. */
export async function readLink(db: Db, now: Date, purpose: LinkPurpose, token: string): Promise<Link> {
  if (!/^[\w-]{43}$/.test(token)) return unknown;
  const row = await db.accessLink.findUnique({ where: { tokenHash: tokenHash(token) } });
  if (row?.purpose !== purpose) return unknown;
  const { id, userId, registrationId } = row;
  const state = row.usedAt ? 'USED' : row.expiresAt <= now ? 'EXPIRED' : 'GOOD';
  return { id, state, userId, registrationId };
}

/**
 * Uses the link up, in the running transaction; false: somebody else has. `deviceHash`: of the browser that used it,
 * which is known from then on as one of the person's.
 */
export async function takeLink(
  db: Db,
  now: Date,
  linkId: string,
  deviceHash: string | null = null,
): Promise<boolean> {
  const { count } = await db.accessLink.updateMany({
    where: { id: linkId, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, deviceHash },
  });
  return count > 0;
}
