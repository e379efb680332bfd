import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { followPayment } from '@/lib/billing/commands/follow-payment';
import { startTopUp } from '@/lib/billing/commands/start-top-up';
import { getTopUp } from '@/lib/billing/queries';
import { kopecks } from '@/lib/core/money';
import { paymentProvider } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createChain } from '@/lib/testing/factories';
import { closeAll, connectedPayments } from '@/sandbox/testing';
import { GET, POST } from './route';

const database = useDatabase();
afterEach(closeAll);

const ask = (next: string) =>
  POST(
    new Request('http://127.0.0.1:3000/api/sandbox/payments', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ next }),
    }),
  );

it('what is asked for over HTTP is what the next payment meets, and only that one', async () => {
  const stand = await connectedPayments();
  const owner = contextOf(database(), await createChain(database()), 'OWNER');
  const paid = async () => {
    const input = { requestId: randomUUID(), amount: kopecks(10_000) };
    const started = await startTopUp(owner, input, paymentProvider());
    if (!started.ok) throw new Error(started.code);
    const { paymentId } = started.value;
    if (started.value.confirmationUrl === null)
      await followPayment(owner, { paymentId, look: 0 }, paymentProvider());
    await stand.pay((await getTopUp(owner, paymentId))?.confirmationUrl ?? null);
    await followPayment(owner, { paymentId, look: 0 }, paymentProvider());
    const known = await getTopUp(owner, paymentId);
    return [started.value.confirmationUrl !== null, known?.state, known?.cancellationReason];
  };
  expect((await ask('decline:insufficient_funds')).status).toBe(200);
  expect(await (await GET()).json()).toEqual({ next: 'decline:insufficient_funds' });
  expect(await paid()).toEqual([true, 'CANCELLED', 'insufficient_funds']);
  expect(await paid()).toEqual([true, 'SUCCEEDED', null]);
  expect((await ask('unknown')).status).toBe(200);
  expect(await paid()).toEqual([false, 'SUCCEEDED', null]);
  expect((await ask('unknown')).status).toBe(200);
  expect((await ask('succeed')).status).toBe(200);
  expect(await paid()).toEqual([true, 'SUCCEEDED', null]);
});
