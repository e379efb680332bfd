import { createHash } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { db } from '@/lib/platform/db';
import { systemContext } from '@/lib/platform/job-context';

const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface Device {
  readonly ctx: Context;
  readonly terminalId: string;
}

/**
 * The terminal behind a bearer token of the Device API; only the token's hash is stored.
 * The context sees the terminal's own store. Null: no such token.
 */
export async function deviceOf(authorization: string | null): Promise<Device | null> {
  const token = /^Bearer ([\w.~+/=-]{16,200})$/i.exec(authorization ?? '')?.[1];
  if (!token) return null;
  const terminal = await db().terminal.findUnique({
    where: { deviceTokenHash: tokenHash(token) },
    select: { id: true, name: true, organizationId: true, storeId: true },
  });
  if (!terminal) return null;
  const ctx = await systemContext(terminal.organizationId, {
    kind: 'TERMINAL',
    id: terminal.id,
    name: `Касса «${terminal.name}»`,
  });
  return ctx && { ctx: { ...ctx, storeIds: [terminal.storeId] }, terminalId: terminal.id };
}
