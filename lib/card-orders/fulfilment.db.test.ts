import { afterEach, describe, expect, it } from 'vitest';
import { walletBalance } from '@/lib/billing/queries';
import { realNow } from '@/lib/platform/clock';
import { listSimCards } from '@/lib/sim-cards/queries';
import { simCardFilter } from '@/lib/sim-cards/schema';
import { chainWithModule, paidOrder } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { closeAll, connectedOperator, inTheEnd } from '@/sandbox/testing';
import { cardFulfilment } from '@/lib/platform/ports';
import { cancelCardOrder } from './commands/cancel-order';
import { fulfilCardOrder } from './commands/fulfil-order';
import { payCardOrder } from './commands/pay-order';
import { refundReturnedOrder } from './commands/refund-returned';
import { resumeOrders } from './jobs';
import { cardOrderDetail } from './queries';

const database = useDatabase();
afterEach(closeAll);

const sandbox = (shipMs = 5) => connectedOperator('mts', { answerMs: 5, shipMs });
const orderRow = (id: string) => database().cardOrder.findUniqueOrThrow({ where: { id } });

describe('at the operator', () => {
  it('goes its way and its cards are in the list, ready, in the store', async () => {
    await sandbox();
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await inTheEnd(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('DELIVERED');
    });
    await step();
    const detail = await cardOrderDetail(owner, orderId);
    expect(detail).toMatchObject({
      received: 3,
      readyCards: 3,
      parcels: [{ state: 'DELIVERED', quantity: 3, trackingNumber: expect.stringMatching(/^RU/) as string }],
    });
    expect(detail?.steps.at(-1)?.kind).toBe('DELIVERED');
    const cards = await listSimCards(
      contextOf(database(), chain, 'ADMIN'),
      simCardFilter({ state: 'READY' }),
    );
    expect(cards.total).toBe(3);
  });

  it('down: the order waits, says so, and goes on when the operator is back', async () => {
    const operator = await sandbox();
    await operator.mode('down');
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await step();
    await step();
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ state: 'PAID', unreachable: true });
    await operator.mode('normal');
    await inTheEnd(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('DELIVERED');
    });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ unreachable: false, received: 3 });
  });

  it('an answer lost on the way and steps side by side make one order and one set of cards', async () => {
    const operator = await sandbox();
    await operator.mode('flaky');
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await inTheEnd(async () => {
      await Promise.all([step(), step()]);
      expect((await orderRow(orderId)).state).toBe('DELIVERED');
    });
    expect(await cardOrderDetail(owner, orderId)).toMatchObject({ received: 3, readyCards: 3 });
  });

  it('fails: the money is back', async () => {
    const operator = await sandbox();
    await operator.mode('reject');
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await inTheEnd(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('FAILED');
    });
    expect(await orderRow(orderId)).toMatchObject({
      paymentState: 'REFUNDED',
      reason: expect.any(String) as string,
    });
    expect(await walletBalance(owner)).toBe(500_000);
  });

  it('a job that was lost is given anew', async () => {
    const chain = await chainWithModule(database());
    const { orderId } = await paidOrder(database(), chain);
    await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await resumeOrders();
    await resumeOrders();
    const tasks = (await queuedTasks(database())).filter(({ payload }) => payload['orderId'] === orderId);
    expect(tasks).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it.each([
    ['before the operator has it', 0],
    ['while the operator packs it', 1],
  ])('%s gives the money back once', async (_, steps) => {
    await sandbox(60_000);
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    for (let index = 0; index < steps; index += 1) await step();
    expect(await cancelCardOrder(owner, { orderId })).toEqual({ ok: true, value: { state: 'CANCELLING' } });
    expect(await cancelCardOrder(owner, { orderId })).toEqual({ ok: true, value: { state: 'CANCELLING' } });
    for (let index = 0; index < 3; index += 1) await step();
    expect(await orderRow(orderId)).toMatchObject({
      state: 'CANCELLED',
      paymentState: 'REFUNDED',
      refundedKopecks: 117_000n,
    });
    expect(await cancelCardOrder(owner, { orderId })).toEqual({ ok: true, value: { state: 'CANCELLED' } });
    expect(await walletBalance(owner)).toBe(500_000);
  });

  it('is considered by the operator, and then done', async () => {
    const operator = await sandbox(400);
    await operator.shipping({ cancellation: 'considered' });
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await step();
    await cancelCardOrder(owner, { orderId });
    await step();
    expect(await orderRow(orderId)).toMatchObject({
      state: 'CANCELLING',
      cancelTakenAt: expect.any(Date) as Date,
      paymentState: 'PAID',
    });
    expect(await walletBalance(owner)).toBe(383_000);
    await inTheEnd(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('CANCELLED');
    });
    expect(await walletBalance(owner)).toBe(500_000);
  });

  it('an answer from before the operator considered it is no refusal', async () => {
    const operator = await sandbox(60_000);
    await operator.shipping({ cancellation: 'considered' });
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await step();
    await fulfilCardOrder(jobContextOf(database(), chain), { orderId, attempt: 0 }, (slug) => {
      const real = cardFulfilment(slug);
      return (
        real && {
          ...real,
          async read(reference) {
            const reply = await real.read(reference);
            await cancelCardOrder(owner, { orderId });
            await step();
            return reply;
          },
        }
      );
    });
    expect(await orderRow(orderId)).toMatchObject({
      state: 'CANCELLING',
      cancelTakenAt: expect.any(Date) as Date,
      reason: null,
    });
  });

  it('refused after consideration: the order goes on and says why', async () => {
    const operator = await sandbox(20);
    await operator.shipping({ cancellation: 'refused' });
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await step();
    await cancelCardOrder(owner, { orderId });
    const seen = new Set<string>();
    await inTheEnd(async () => {
      await step();
      const { state, reason } = await orderRow(orderId);
      seen.add(`${state} ${reason ?? ''}`);
      expect(state).toBe('DELIVERED');
    });
    expect([...seen].some((each) => each.includes('Отменить не удалось'))).toBe(true);
    expect(await orderRow(orderId)).toMatchObject({ paymentState: 'PAID', reason: null });
    expect(await walletBalance(owner)).toBe(383_000);
  });

  it('is too late once it is shipped: said at once, or by the operator', async () => {
    await sandbox(5);
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await inTheEnd(async () => {
      await step();
      expect(['SHIPPED', 'DELIVERED']).toContain((await orderRow(orderId)).state);
    });
    expect(await cancelCardOrder(owner, { orderId })).toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });

    await database().cardOrder.update({
      where: { id: orderId },
      data: { state: 'CANCELLING', cancelRequestedAt: realNow() },
    });
    await inTheEnd(async () => {
      await step();
      expect((await orderRow(orderId)).state).not.toBe('CANCELLING');
    });
    expect((await orderRow(orderId)).reason).toContain('Отменить не удалось: заказ уже передан в доставку');
    expect(await walletBalance(owner)).toBe(383_000);
  });

  it('asked for while a step was at the operator is not put off', async () => {
    await sandbox(60_000);
    const chain = await chainWithModule(database());
    const { orderId, owner } = await paidOrder(database(), chain);
    const job = jobContextOf(database(), chain);
    await fulfilCardOrder(job, { orderId, attempt: 9 }, (slug) => {
      const real = cardFulfilment(slug);
      if (!real) return null;
      return {
        ...real,
        async place(order) {
          const reply = await real.place(order);
          await cancelCardOrder(owner, { orderId });
          return reply;
        },
      };
    });
    const [waiting] = await database().$queryRaw<{ soon: boolean }[]>`
      SELECT run_at <= now() AS soon FROM graphile_worker._private_jobs WHERE key = ${`card-order:${orderId}`}`;
    expect(waiting).toEqual({ soon: true });
  });
});

describe('over', () => {
  it('a delivered order that is opened again, paid, cancelled, or reported anew stays as it is', async () => {
    await sandbox();
    const chain = await chainWithModule(database());
    const { orderId, owner, step } = await paidOrder(database(), chain);
    await inTheEnd(async () => {
      await step();
      expect((await orderRow(orderId)).state).toBe('DELIVERED');
    });
    const before = await cardOrderDetail(owner, orderId);
    await step();
    expect(await payCardOrder(owner, { orderId })).toEqual({ ok: true, value: { state: 'DELIVERED' } });
    expect(await cancelCardOrder(owner, { orderId })).toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });
    expect(await refundReturnedOrder(owner, { orderId })).toMatchObject({ code: 'ORDER_NOT_RETURNED' });
    expect(await cardOrderDetail(owner, orderId)).toEqual(before);
    expect(await walletBalance(owner)).toBe(383_000);
  });
});
