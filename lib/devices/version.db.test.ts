import { realNow } from '@/lib/platform/clock';
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { tokenHash } from '@/lib/terminals/pairing-secret';
import { useDatabase } from '@/lib/testing/database';
import { createChain, queuedTasks } from '@/lib/testing/factories';
import { configOf } from './config';
import { deviceHeard, deviceOf } from './device';

const database = useDatabase();

it('another version of EvotorPOS has the modules of the terminal looked at again, the same one has not', async () => {
  const chain = await createChain(database());
  const [terminalId] = chain.terminalIds;
  const token = randomBytes(32).toString('base64url');
  await database().terminal.update({
    where: { id: terminalId },
    data: { deviceTokenHash: tokenHash(token), model: 'Эвотор 7.3' },
  });
  await database().installation.create({
    data: {
      organizationId: chain.organizationId,
      terminalId,
      moduleSlug: 'customer-display',
      state: 'INSTALLED',
      requestedAt: realNow(),
    },
  });
  const headers = new Headers({ authorization: `Bearer ${token}` });
  const hear = (posVersion: string) =>
    deviceHeard(headers, { posVersion, ofdMode: 'ONLINE', paper: 'OK', pendingReceipts: 0 });
  const asked = async () =>
    (await queuedTasks(database())).filter(
      ({ task, payload }) => task === 'installations.settle-blocks' && payload['terminalId'] === terminalId,
    ).length;
  const held = async () => {
    const device = await deviceOf(headers);
    if (!device) throw new Error('no such token');
    return (await configOf(device)).json.includes('"blocked":true');
  };
  await hear('8.4.2');
  expect([await asked(), await held()]).toEqual([0, false]);
  await hear('8.1.0');
  expect([await asked(), await held()]).toEqual([1, true]);
  await database().terminal.update({ where: { id: terminalId }, data: { model: 'Эвотор 5' } });
  await hear('8.4.2');
  expect(await held()).toBe(true);
  await database().terminal.update({ where: { id: terminalId }, data: { model: 'Эвотор 10' } });
  expect(await held()).toBe(false);
});
