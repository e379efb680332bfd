import { realNow } from '@/lib/platform/clock';
import { afterEach, expect, it } from 'vitest';
import { cardFulfilment } from '@/lib/platform/ports';
import { chainWithModule, paidOrder } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { closeAll, connectedOperator, inTheEnd, listener } from '@/sandbox/testing';
import { acceptOrderEvent } from './order-events';

const database = useDatabase();
afterEach(closeAll);

const jobsOf = (orderId: string) =>
  database().$queryRaw<{ due: boolean }[]>`
    SELECT run_at <= now() AS due FROM graphile_worker.jobs WHERE key = ${`card-order:${orderId}`}`;

const deliver = ({ headers, body }: { headers: Headers; body: string }, slug = 'mts') =>
  acceptOrderEvent(slug, { headers, rawBody: body, nowMs: realNow().getTime() });

async function orderWithEvents() {
  const operator = await connectedOperator('mts', { answerMs: 5, shipMs: 5 });
  const inbox = await listener();
  await cardFulfilment('mts')?.subscribe(inbox.url);
  const chain = await chainWithModule(database());
  const { orderId, step } = await paidOrder(database(), chain);
  await step();
  await inTheEnd(() => expect(inbox.received).toHaveLength(3));
  const [message] = inbox.received;
  if (!message) throw new Error('no message');
  return { operator, orderId, step, message, inbox };
}

it('a message brings the next step of its order forward, which asks the operator', async () => {
  const { orderId, step, message, inbox } = await orderWithEvents();
  expect(await jobsOf(orderId)).toEqual([{ due: false }]);
  expect(await deliver(message)).toBe('TAKEN');
  expect(await jobsOf(orderId)).toEqual([{ due: true }]);
  await step();
  await step();
  const order = () => database().cardOrder.findUniqueOrThrow({ where: { id: orderId } });
  await inTheEnd(async () => {
    await step();
    expect((await order()).state).toBe('DELIVERED');
  });
  const before = await order();
  await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  for (const each of [...inbox.received, ...inbox.received]) expect(await deliver(each)).toBe('TAKEN');
  expect(await order()).toEqual(before);
  expect(await jobsOf(orderId)).toEqual([]);
});

it('a forged message, one of another operator and one about no order of ours move nothing', async () => {
  const { orderId, message } = await orderWithEvents();
  const forged = { ...message, body: message.body.replace('inProgress', 'completed') };
  expect(await deliver(forged)).toBe('REFUSED');
  expect(await deliver(message, 'beeline')).toBe('UNKNOWN_OPERATOR');
  await database().cardOrder.update({ where: { id: orderId }, data: { operatorSlug: 'megafon' } });
  expect(await deliver(message)).toBe('TAKEN');
  expect(await jobsOf(orderId)).toEqual([{ due: false }]);
});
