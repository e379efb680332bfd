import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/platform/env';

/** The secret of the webhooks of a connection follows from its id: who may see it can see it again, no table holds it. */
export const webhookSecret = (connectionId: string): string =>
  createHmac('sha256', env().AUTH_SECRET).update(`cloud-webhook:${connectionId}`).digest('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `Authorization: Bearer <secret>`, or the secret alone; compared in the same time whatever it is. */
export function isWebhookSecret(connectionId: string, authorization: string | null): boolean {
  const given = (authorization ?? '').replace(/^Bearer +/i, '').trim();
  return timingSafeEqual(digest(given), digest(webhookSecret(connectionId)));
}

export const webhookAddress = (connectionId: string): string =>
  new URL(`/api/webhooks/evotor/${connectionId}/inventories`, env().APP_URL).href;
