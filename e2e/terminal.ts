import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { PrismaClient } from '@/lib/platform/db';
import { expect } from './fixtures';
import { instance } from './instance';

interface Bare {
  readonly model?: string;
  readonly posVersion?: string;
}

/** A terminal of the sandbox that is heard and has no kit and no module. */
export async function soundTerminal(
  db: PrismaClient,
  organizationId: string,
  name: string,
  { model = 'Эвотор 7.3', posVersion = '8.4.2' }: Bare = {},
) {
  const store = await db.store.findFirstOrThrow({ where: { organizationId }, orderBy: { name: 'asc' } });
  const serialNumber = `008${String(randomInt(10 ** 11)).padStart(11, '0')}`;
  const deviceToken = randomBytes(32).toString('base64url');
  const terminal = await db.terminal.create({
    data: {
      organizationId,
      storeId: store.id,
      name,
      model,
      serialNumber,
      posVersion,
      lastSeenAt: new Date(),
      createdAt: new Date(),
      deviceTokenHash: createHash('sha256').update(deviceToken).digest('hex'),
    },
  });
  const body = { deviceToken, posVersion, ofdMode: 'ONLINE', paper: 'OK', battery: 90, network: 'LTE' };
  const answer = await fetch(`${instance.sandbox.terminals}/fleet/${serialNumber}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
  return terminal;
}
