import { createHash, createHmac } from 'node:crypto';
import { env } from '@/lib/platform/env';

/**
 * The secret of the link in letter `number` of an invitation. It is made anew from the key of the cabinet when the
 * letter is sent, so it stands neither in the queue nor in the letter as it is kept; the base has its hash.
 */
export const invitationToken = (invitationId: string, number: number): string =>
  createHmac('sha256', env().AUTH_SECRET)
    .update(`invitation:${invitationId}:${String(number)}`)
    .digest('base64url');

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Where the secret stands in a letter as it is kept. */
const PLACE = 'invitation-token';

export const invitationPath = `/invitation/${PLACE}`;

/** One letter of an invitation: what is told once. */
export const invitationLetterKey = (invitationId: string, number: number): string =>
  `invitation:${invitationId}:${String(number)}`;

/** A letter as it goes out: with the link of the invitation that its key names. Other letters stay as they are. */
export function withInvitationLink(key: string, text: string): string {
  const [, id, number] = /^invitation:([\da-f-]{36}):(\d+)$/.exec(key) ?? [];
  return id && number ? text.replaceAll(PLACE, invitationToken(id, Number(number))) : text;
}
