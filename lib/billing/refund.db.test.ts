import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { kopecks } from '@/lib/core/money';
import { paymentProvider } from '@/lib/platform/ports';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf } from '@/lib/testing/factories';
import { closeAll, connectedPayments, eventually } from '@/sandbox/testing';
import { debitWallet } from './commands/debit-wallet';
import { followPayment } from './commands/follow-payment';
import { followRefund } from './commands/follow-refund';
import { receiveNotification } from './commands/receive-notification';
import { startRefund } from './commands/start-refund';
import { startTopUp } from './commands/start-top-up';
import { getTopUp, refundsOf, walletBalance } from './queries';
import { spendingByMonth } from './spending';

const database = useDatabase();
const PAID = 100_000;
let chain: Chain;
let owner: Context;
let job: Context;
let paymentId: string;
let stand: Awaited<ReturnType<typeof connectedPayments>>;

beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
  job = jobContextOf(database(), chain);
  stand = await connectedPayments();
  paymentId = await topUp(true);
});
afterEach(closeAll);

async function topUp(isPaid: boolean): Promise<string> {
  const input = { requestId: randomUUID(), amount: kopecks(PAID) };
  const started = await startTopUp(owner, input, paymentProvider());
  if (!started.ok) throw new Error(started.code);
  if (isPaid) await stand.pay(started.value.confirmationUrl);
  await followPayment(job, { paymentId: started.value.paymentId, look: 0 }, paymentProvider());
  return started.value.paymentId;
}

const refund = (amount: number, over: { requestId?: string; paymentId?: string } = {}, ctx = owner) =>
  startRefund(
    ctx,
    { requestId: randomUUID(), paymentId, amount: kopecks(amount), ...over },
    paymentProvider(),
  );
const started = async (amount: number) => {
  const result = await refund(amount);
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const follow = (refundId: string, ctx = job) => followRefund(ctx, { refundId, look: 1 }, paymentProvider());
const facts = async () => ({
  balance: await walletBalance(owner),
  refunded: (await getTopUp(owner, paymentId))?.refunded,
  states: (await refundsOf(owner, paymentId)).map(({ state }) => state),
  made: (await stand.made('refunds')).length,
});

describe('a refund', () => {
  it('made without an answer, its repetition refused: the money is not put back on the account', async () => {
    await stand.next('unknown');
    const { refundId, state } = await started(40_000);
    expect(state).toBe('CREATED');
    vi.stubEnv('YOOKASSA_SECRET_KEY', 'changed');
    expect(await follow(refundId)).toMatchObject({ value: 'CREATED' });
    vi.stubEnv('YOOKASSA_SECRET_KEY', 'secret');
    expect(await follow(refundId)).toMatchObject({ value: 'SUCCEEDED' });
    expect(await facts()).toEqual({ balance: 60_000, refunded: 40_000, states: ['SUCCEEDED'], made: 1 });
  });

  it.each(roles)('as %s', async (role) => {
    const result = await refund(1_000, {}, contextOf(database(), chain, role));
    expect(result.ok ? 'ok' : result.code).toBe(role === 'OWNER' ? 'ok' : 'FORBIDDEN');
    expect(await facts()).toMatchObject({ made: result.ok ? 1 : 0 });
  });

  it('leaves the account, goes to the card and is no spending', async () => {
    expect(await refund(40_000)).toMatchObject({ value: { state: 'SUCCEEDED' } });
    expect(await facts()).toEqual({ balance: 60_000, refunded: 40_000, states: ['SUCCEEDED'], made: 1 });
    expect(await spendingByMonth(owner, 1)).toMatchObject([{ amount: 0 }]);
  });

  it('is one for one request, at the same moment too; another amount needs another request', async () => {
    const requestId = randomUUID();
    const both = await Promise.all([refund(40_000, { requestId }), refund(40_000, { requestId })]);
    expect(both[0].ok && both[0].value.refundId).toBe(both[1].ok && both[1].value.refundId);
    expect(await refund(1_000, { requestId })).toMatchObject({ code: 'REQUEST_REUSED' });
    expect(await facts()).toMatchObject({ balance: 60_000, refunded: 40_000, made: 1 });
  });

  it('is never more than the payment, however many are asked for at once', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => refund(40_000)));
    expect(results.filter((each) => each.ok)).toHaveLength(2);
    expect(results.find((each) => !each.ok)).toMatchObject({ code: 'REFUND_TOO_MUCH' });
    expect(await refund(20_001)).toMatchObject({
      code: 'REFUND_TOO_MUCH',
      details: { left: '200\u00a0₽' },
    });
    expect(await refund(20_000)).toMatchObject({ ok: true });
    expect(await facts()).toMatchObject({ balance: 0, refunded: PAID, made: 3 });
  });

  it('is never more than stands on the account', async () => {
    await transaction(owner, (ctx) =>
      debitWallet(ctx, {
        amount: kopecks(70_000),
        kind: 'SUBSCRIPTION',
        businessKey: 'spent',
        description: 'Подписка',
      }),
    );
    expect(await refund(40_000)).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      details: { missing: '100\u00a0₽' },
    });
    expect(await facts()).toEqual({ balance: 30_000, refunded: 0, states: [], made: 0 });
  });

  it('of a payment that was not paid, is unknown or foreign is refused', async () => {
    const unpaid = await topUp(false);
    expect(await refund(1_000, { paymentId: unpaid })).toMatchObject({ code: 'PAYMENT_NOT_PAID' });
    expect(await refund(1_000, { paymentId: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' });
    const stranger = contextOf(database(), await createChain(database(), 5_000), 'OWNER');
    expect(await refund(1_000, {}, stranger)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refundsOf(stranger, paymentId)).toEqual([]);
    expect(await facts()).toMatchObject({ balance: PAID, made: 0 });
  });

  it.each([0, -1, 0.5, 1e12])('of %d kopecks moves nothing', async (amount) => {
    const result = await Promise.resolve()
      .then(() => refund(amount))
      .catch((error: unknown) => (error instanceof RangeError ? 'RangeError' : 'else'));
    expect(typeof result === 'string' ? result : result.ok).toBe(amount === 1e12 ? false : 'RangeError');
    expect(await facts()).toEqual({ balance: PAID, refunded: 0, states: [], made: 0 });
  });
});

describe('the provider', () => {
  it.each(['unknown', 'no-answer', 'not-made'])('%s: the key is repeated, one refund', async (fault) => {
    await stand.next(fault);
    const { refundId, state } = await started(40_000);
    expect(state).toBe('CREATED');
    expect(await walletBalance(owner)).toBe(60_000);
    await Promise.all([follow(refundId), follow(refundId)]);
    expect(await facts()).toEqual({ balance: 60_000, refunded: 40_000, states: ['SUCCEEDED'], made: 1 });
  });

  it('refuses: the money stands on the account again, once', async () => {
    await stand.next('refund:canceled');
    const { refundId, state } = await started(40_000);
    expect(state).toBe('CANCELLED');
    await follow(refundId);
    expect(await facts()).toMatchObject({ balance: PAID, refunded: 0, states: ['CANCELLED'] });
    expect(await refund(PAID)).toMatchObject({ value: { state: 'SUCCEEDED' } });
  });

  it('takes its time: the notification ends it', async () => {
    await stand.next('refund:pending');
    const { state } = await started(40_000);
    expect(state).toBe('PENDING');
    await eventually(() => {
      expect(stand.notified().some((body) => body.includes('refund.succeeded'))).toBe(true);
    });
    for (const body of stand.notified()) await receiveNotification(body, paymentProvider());
    expect(await facts()).toMatchObject({ balance: 60_000, states: ['SUCCEEDED'] });
  });

  it('is away: nothing is believed, it goes on when the provider is back', async () => {
    stand.away();
    const { refundId } = await started(40_000);
    await follow(refundId);
    expect(await facts().catch(() => null)).toBeTruthy();
    expect((await refundsOf(owner, paymentId))[0]?.state).toBe('CREATED');
    stand.back();
    await follow(refundId);
    expect(await facts()).toMatchObject({ balance: 60_000, states: ['SUCCEEDED'], made: 1 });
  });

  it.each([
    ['no-answer', { balance: 60_000, refunded: 40_000, states: ['SUCCEEDED'], made: 1 }],
    ['not-made', { balance: PAID, refunded: 0, states: ['CANCELLED'], made: 0 }],
  ])('%s, past the life of the key: looked for, not asked again', async (fault, expected) => {
    await stand.next(fault);
    const { refundId } = await started(40_000);
    await follow(refundId, jobContextOf(database(), chain, '2026-11-21T09:00:00Z'));
    expect(await facts()).toEqual(expected);
  });

  it('is lied about: a forged notification of a refund changes nothing', async () => {
    await stand.next('not-made');
    await started(40_000);
    const forged = (id: string) =>
      JSON.stringify({ type: 'notification', event: 'refund.succeeded', object: { id } });
    expect(await receiveNotification(forged(randomUUID()), paymentProvider())).toBe('IGNORED');
    expect(await facts()).toMatchObject({ states: ['CREATED'], made: 0 });
  });
});
