import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { kopecks } from '@/lib/core/money';
import { realNow } from '@/lib/platform/clock';
import { paymentProvider } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { startPayments } from '@/sandbox/payments';
import { closeAll, eventually, listener, opened, send, tempDir } from '@/sandbox/testing';
import { followPayment } from './commands/follow-payment';
import { receiveNotification } from './commands/receive-notification';
import { startTopUp } from './commands/start-top-up';
import { getTopUp, walletBalance } from './queries';

const database = useDatabase();
let chain: Chain;
let owner: Context;
let job: Context;
let cabinet: Awaited<ReturnType<typeof listener>>;
let url = '';

beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
  job = jobContextOf(database(), chain);
  cabinet = await listener();
  await provider();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeAll();
});

async function provider(port = 0, dataDir = tempDir()) {
  const running = await startPayments({
    port,
    dataDir,
    shopId: 'shop',
    secretKey: 'secret',
    notifyUrl: `${cabinet.url}/hook`,
    slowMs: 50,
    retryMs: 10,
  });
  opened.push(running.close);
  url = running.url;
  vi.stubEnv('YOOKASSA_URL', url);
  vi.stubEnv('YOOKASSA_SHOP_ID', 'shop');
  vi.stubEnv('YOOKASSA_SECRET_KEY', 'secret');
}

const next = (what: string) => send('POST', `${url}/sandbox/next`, { next: what });
const topUp = (over: { requestId?: string; amount?: number } = {}, ctx = owner) =>
  startTopUp(
    ctx,
    { requestId: over.requestId ?? randomUUID(), amount: kopecks(over.amount ?? 129_050) },
    paymentProvider(),
  );
async function started(over = {}) {
  const result = await topUp(over);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}
const press = (page: string | null, form: Record<string, string>) =>
  fetch(page ?? '', { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const pay = (page: string | null) => press(page, { action: 'pay', card: '5555 5555 5555 4444' });
const state = async (id: string) => (await getTopUp(owner, id))?.state;
const follow = (paymentId: string) => followPayment(job, { paymentId, look: 0 }, paymentProvider());
const notify = (body: string) => receiveNotification(body, paymentProvider());
const credits = () =>
  database().ledgerTransaction.count({ where: { organizationId: chain.organizationId, kind: 'TOP_UP' } });
const notified = async (count = 1) => {
  await eventually(() => {
    expect(cabinet.received).toHaveLength(count);
  });
  return cabinet.received.map((each) => each.body);
};

describe('top-up', () => {
  it.each(roles)('as %s', async (role) => {
    const result = await topUp({}, contextOf(database(), chain, role));
    if (role === 'OWNER' || role === 'ACCOUNTANT') expect(result.ok).toBe(true);
    else expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await database().payment.count({ where: { organizationId: chain.organizationId } })).toBe(
      result.ok ? 1 : 0,
    );
  });

  it('is credited after the notification, in the name of the person, and settles debts', async () => {
    const { paymentId, confirmationUrl } = await started();
    expect(await state(paymentId)).toBe('PENDING');
    const back = await pay(confirmationUrl);
    expect(back.headers.get('location')).toBe(`http://127.0.0.1:3000/finance/top-up/${paymentId}`);
    expect(await walletBalance(owner)).toBe(0);
    const [body = ''] = await notified();
    expect(await notify(body)).toBe('RECORDED');
    expect(await state(paymentId)).toBe('SUCCEEDED');
    expect(await walletBalance(owner)).toBe(129_050);
    const line = await database().ledgerTransaction.findFirstOrThrow({
      where: { organizationId: chain.organizationId },
    });
    expect(line).toMatchObject({ actorName: 'Тест OWNER', businessKey: `payment:${paymentId}` });
    expect((await queuedTasks(database())).map((each) => each.task)).toContain('subscriptions.settle-debts');
  });

  it('is credited once, whoever brings the news and however often', async () => {
    await next('notification-duplicate');
    const { paymentId, confirmationUrl } = await started();
    await pay(confirmationUrl);
    const bodies = await notified(2);
    await Promise.all([...bodies.map(notify), follow(paymentId), follow(paymentId)]);
    expect(await walletBalance(owner)).toBe(129_050);
    expect(await credits()).toBe(1);
  });

  it('is credited by the job when the notification is lost', async () => {
    await next('notification-lost');
    const { paymentId, confirmationUrl } = await started();
    await follow(paymentId);
    expect(await state(paymentId)).toBe('PENDING');
    await pay(confirmationUrl);
    await follow(paymentId);
    expect(await state(paymentId)).toBe('SUCCEEDED');
    expect(cabinet.received).toEqual([]);
    expect(await walletBalance(owner)).toBe(129_050);
  });

  it('does not believe a forged notification', async () => {
    const { paymentId, confirmationUrl } = await started();
    const providerId = confirmationUrl?.split('/').at(-1);
    const forged = { type: 'notification', event: 'payment.succeeded', object: { id: providerId } };
    expect(
      await notify(JSON.stringify({ ...forged, object: { ...forged.object, status: 'succeeded' } })),
    ).toBe('RECORDED');
    expect(await state(paymentId)).toBe('PENDING');
    expect(await walletBalance(owner)).toBe(0);
    const stranger = { ...forged, object: { id: randomUUID() } };
    expect(await notify(JSON.stringify(stranger))).toBe('IGNORED');
    expect(await notify('not json')).toBe('IGNORED');
  });

  it.each(['unknown', 'no-answer'])('%s: the same key is repeated and makes one payment', async (fault) => {
    await next(fault);
    const { paymentId, confirmationUrl } = await started();
    expect(confirmationUrl).toBeNull();
    expect(await state(paymentId)).toBe('CREATED');
    await follow(paymentId);
    expect(await state(paymentId)).toBe('PENDING');
    const payment = await getTopUp(owner, paymentId);
    await pay(payment?.confirmationUrl ?? null);
    await follow(paymentId);
    expect(await credits()).toBe(1);
    expect(await walletBalance(owner)).toBe(129_050);
  });

  it('waits while the provider is down', async () => {
    vi.stubEnv('YOOKASSA_URL', 'http://127.0.0.1:1');
    const { paymentId } = await started();
    await follow(paymentId);
    expect(await state(paymentId)).toBe('CREATED');
    vi.stubEnv('YOOKASSA_URL', url);
    await follow(paymentId);
    expect(await state(paymentId)).toBe('PENDING');
    const waiting = (await queuedTasks(database())).filter((each) => each.payload['paymentId'] === paymentId);
    expect(waiting).toHaveLength(1);
  });

  const later = () => jobContextOf(database(), chain, '2026-11-21T09:00:00Z');
  const sentLongAgo = (paymentId: string) =>
    database().payment.update({
      where: { id: paymentId },
      data: { sentAt: new Date(realNow().getTime() - 86_400_000) },
    });

  it('past the life of the key is looked for and never made again', async () => {
    await next('no-answer');
    const { paymentId } = await started();
    await followPayment(later(), { paymentId, look: 60 }, paymentProvider());
    expect(await state(paymentId)).toBe('PENDING');
    await pay((await getTopUp(owner, paymentId))?.confirmationUrl ?? null);
    await follow(paymentId);
    expect(await walletBalance(owner)).toBe(129_050);
  });

  it('past the life of the key waits for a provider that is down, and is given up when it has none', async () => {
    vi.stubEnv('YOOKASSA_URL', 'http://127.0.0.1:1');
    const { paymentId } = await started();
    await sentLongAgo(paymentId);
    await followPayment(later(), { paymentId, look: 60 }, paymentProvider());
    expect(await state(paymentId)).toBe('CREATED');
    vi.stubEnv('YOOKASSA_URL', url);
    await followPayment(later(), { paymentId, look: 61 }, paymentProvider());
    expect(await getTopUp(owner, paymentId)).toMatchObject({
      state: 'CANCELLED',
      cancellationReason: 'no_answer',
    });
  });

  it('is found by the number it was given when the news comes before the answer', async () => {
    await next('unknown');
    const { paymentId } = await started();
    const [made] = await database().$queryRaw<
      { id: string }[]
    >`SELECT "id"::text FROM "payment" WHERE "id" = ${paymentId}::uuid AND "provider_id" IS NULL`;
    expect(made?.id).toBe(paymentId);
    const known = await paymentProvider().find(paymentId, new Date(0));
    if (known.kind !== 'payment') throw new Error(known.kind);
    await pay(known.confirmationUrl);
    const [body = ''] = await notified();
    expect(await notify(body)).toBe('RECORDED');
    expect(await state(paymentId)).toBe('SUCCEEDED');
    expect(await walletBalance(owner)).toBe(129_050);
  });

  it('forged: a notification that says more than is true changes nothing', async () => {
    await next('notification-forged');
    const { paymentId } = await started();
    const [body = ''] = await notified();
    expect(JSON.parse(body)).toMatchObject({ event: 'payment.succeeded', object: { status: 'succeeded' } });
    expect(await notify(body)).toBe('RECORDED');
    expect(await state(paymentId)).toBe('PENDING');
    expect(await walletBalance(owner)).toBe(0);
  });

  it('with the page closed after 3-D Secure is credited all the same', async () => {
    const { paymentId, confirmationUrl } = await started();
    const toBank = await press(confirmationUrl, {
      action: 'pay',
      card: '5555555555554444',
      outcome: '3ds',
    });
    expect(toBank.headers.get('location')).toMatch(/^\/pay\//);
    expect(await state(paymentId)).toBe('PENDING');
    await press(confirmationUrl, { action: 'confirm', code: '1234' });
    const [body = ''] = await notified();
    expect(await notify(body)).toBe('RECORDED');
    expect(await walletBalance(owner)).toBe(129_050);
  });

  it.each([0, -1, 99, 0.5, 100_000_001, 1e12, Number.NaN])('of %d kopecks is never sent', async (amount) => {
    await expect(async () => topUp({ amount })).rejects.toThrow(RangeError);
    expect(await database().payment.count({ where: { organizationId: chain.organizationId } })).toBe(0);
  });

  it('says why the bank refused', async () => {
    await next('decline:insufficient_funds');
    const { paymentId, confirmationUrl } = await started();
    await pay(confirmationUrl);
    await follow(paymentId);
    expect(await getTopUp(owner, paymentId)).toMatchObject({
      state: 'CANCELLED',
      cancellationReason: 'insufficient_funds',
    });
    expect(await walletBalance(owner)).toBe(0);
  });

  it('is one payment for one request, from two tabs too; another amount needs another request', async () => {
    const requestId = randomUUID();
    const both = await Promise.all([started({ requestId }), started({ requestId })]);
    expect(both[0].paymentId).toBe(both[1].paymentId);
    expect(await topUp({ requestId, amount: 100 })).toMatchObject({ code: 'REQUEST_REUSED' });
    expect(await database().payment.count({ where: { organizationId: chain.organizationId } })).toBe(1);
  });

  it('is not found by a foreign organization and not shown to those who may not', async () => {
    const { paymentId } = await started();
    const stranger = contextOf(database(), await createChain(database()), 'OWNER');
    expect(await getTopUp(stranger, paymentId)).toBeNull();
    expect(await followPayment({ ...stranger }, { paymentId, look: 0 }, paymentProvider())).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
