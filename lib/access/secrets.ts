import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/platform/env';

/** What follows from `text` under the secret of the application, for one purpose. */
export const keyed = (purpose: string, text: string): Buffer =>
  createHmac('sha256', env().AUTH_SECRET).update(`${purpose}:${text}`).digest();

/** Enough for 32 random bytes: the row is found by it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

export const newToken = (): string => randomBytes(32).toString('base64url');

const sealingKey = (): Buffer => Buffer.from(hkdfSync('sha256', env().AUTH_SECRET, '', 'sealed columns', 32));

/** For a column whose value must come back: AES-256-GCM, bound to `owner`, so that no row serves for another. */
export function seal(text: string, owner: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws when it was sealed for another or under another secret */
export function unseal(sealed: string, owner: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(), bytes.subarray(0, 12))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
