import { createHash, createHmac, randomBytes } from 'node:crypto';
import { env } from '@/lib/platform/env';
import { pairingCodeOf } from './pairing-code.rule';

const keyed = (purpose: string, text: string): Buffer =>
  createHmac('sha256', env().AUTH_SECRET).update(`${purpose}:${text}`).digest();

/** The code of a pairing: whoever may see it can see it again, and the table does not hold it. */
export const codeOf = (pairingId: string): string => pairingCodeOf(keyed('pairing-code', pairingId));

export const codeHash = (code: string): string => keyed('pairing-code-hash', code).toString('hex');

/** sha-256 is enough for 32 random bytes; the row is found by it, so no comparison takes longer for a nearer guess. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

export const newToken = (): string => randomBytes(32).toString('base64url');
