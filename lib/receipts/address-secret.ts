import { createHash, createHmac } from 'node:crypto';
import { env } from '@/lib/platform/env';

/**
 * The secret of the link in the n-th letter to an address: 256 bits that follow from the secret of the application, so
 * the letter can be written when it is sent and nothing that is stored would open it.
 */
export const addressSecret = (addressId: string, letter: number): string =>
  createHmac('sha256', env().AUTH_SECRET)
    .update(`receipt-address:${addressId}:${letter}`)
    .digest('base64url');

/** The row is found by it: no comparison takes longer for a nearer guess. */
export const addressSecretHash = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');
