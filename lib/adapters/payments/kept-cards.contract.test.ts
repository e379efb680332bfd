import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProviderReply } from '@/lib/billing/payment-provider.port';
import type { Kopecks } from '@/lib/core/money';
import { startPayments } from '@/sandbox/payments';
import { OUTCOMES } from '@/sandbox/payments/model';
import { closeAll, eventually, listener, opened, send, tempDir } from '@/sandbox/testing';
import { yookassaProvider } from './yookassa';

afterEach(closeAll);

const kopecks = (amount: number) => amount as Kopecks;

async function sandbox() {
  const cabinet = await listener();
  const running = await startPayments({
    port: 0,
    dataDir: tempDir(),
    shopId: 'shop',
    secretKey: 'secret',
    notifyUrl: `${cabinet.url}/hook`,
    slowMs: 200,
    retryMs: 10,
  });
  opened.push(running.close);
  return {
    url: running.url,
    cabinet,
    provider: yookassaProvider({
      baseUrl: running.url,
      shopId: 'shop',
      secretKey: 'secret',
      timeoutMs: 2000,
    }),
    next: (next: string) => send('POST', `${running.url}/sandbox/next`, { next }),
  };
}

const RETURN = 'http://127.0.0.1:3000/finance?paid=1&x="2"';

const topUp = (amount = 129_000) => ({
  idempotenceKey: randomUUID(),
  amount: kopecks(amount),
  description: 'Пополнение <b>счёта</b> "№ 7"',
  reference: 't1',
  by: { returnUrl: RETURN, keepCard: false },
});

const payment = (reply: ProviderReply) => {
  if (reply.kind !== 'payment') throw new Error(JSON.stringify(reply));
  return reply;
};

const press = (url: string | null, form: Record<string, string>) =>
  fetch(url ?? '', { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const pay = (url: string | null) => press(url, { action: 'pay', card: '5555 5555 5555 4444' });

describe('a kept card', () => {
  const kept = async () => {
    const stand = await sandbox();
    const first = { ...topUp(), by: { returnUrl: RETURN, keepCard: true } };
    const made = payment(await stand.provider.create(first));
    const { card: before } = made;
    await pay(made.confirmationUrl);
    const { card } = payment(await stand.provider.read(made.id));
    if (!card) throw new Error('not kept');
    const charge = (over = {}) => ({ ...topUp(), by: { cardId: card.id }, ...over });
    return { ...stand, before, card, charge };
  };

  test('is known once the payment has succeeded, and is charged without a page', async () => {
    const { provider, before, card, charge } = await kept();
    expect(before).toBeNull();
    expect(card).toEqual({
      id: card.id,
      brand: 'MasterCard',
      first6: '555555',
      last4: '4444',
      expiryMonth: 12,
      expiryYear: 2030,
    });
    expect(await provider.create(charge())).toMatchObject({ status: 'SUCCEEDED', confirmationUrl: null });
    expect(await provider.create(charge({ by: { cardId: randomUUID() } }))).toMatchObject({
      kind: 'refused',
    });
  });

  test.each(['unknown', 'no-answer'])('%s: charged once, and found by our number', async (fault) => {
    const { provider, next, charge, cabinet } = await kept();
    await next(fault);
    const wanted = charge({ reference: 'ours' });
    expect(await provider.create(wanted)).toMatchObject({ kind: 'unknown' });
    const found = await provider.find('ours', new Date(Date.now() - 60_000));
    expect(found).toMatchObject({ kind: 'payment', status: 'SUCCEEDED', reference: 'ours' });
    expect(await provider.create(wanted)).toEqual(found);
    expect(await provider.find('nobody', new Date(0))).toEqual({ kind: 'none' });
    await eventually(() => {
      expect(cabinet.received).toHaveLength(2);
    });
  });

  test('not-made: nothing is found, and the same key makes it', async () => {
    const { provider, next, charge } = await kept();
    await next('not-made');
    const wanted = charge({ reference: 'ours' });
    expect(await provider.create(wanted)).toMatchObject({ kind: 'unknown' });
    expect(await provider.find('ours', new Date(0))).toEqual({ kind: 'none' });
    expect(await provider.create(wanted)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('whose holder has withdrawn the permission is never charged again', async () => {
    const { provider, next, charge } = await kept();
    await next('decline:permission_revoked');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await provider.create(charge())).toMatchObject({
        status: 'CANCELLED',
        cancellationReason: 'permission_revoked',
      });
    }
  });

  test('is found behind many other payments', async () => {
    const { provider, charge } = await kept();
    await provider.create(charge({ reference: 'first' }));
    for (let count = 0; count < 120; count += 1) await provider.create(topUp());
    expect(await provider.find('first', new Date(0))).toMatchObject({ kind: 'payment', reference: 'first' });
  });
});

test('a bank that asks for a code where nobody is there to give it refuses', async () => {
  const { provider, next } = await sandbox();
  const made = payment(await provider.create({ ...topUp(), by: { returnUrl: RETURN, keepCard: true } }));
  await pay(made.confirmationUrl);
  const { card } = payment(await provider.read(made.id));
  await next('3ds');
  expect(await provider.create({ ...topUp(), by: { cardId: card?.id ?? '' } })).toMatchObject({
    status: 'CANCELLED',
    cancellationReason: '3d_secure_failed',
  });
});

describe('each reason of a refusal', () => {
  const reasons = OUTCOMES.filter((each) => each.startsWith('decline:')).map((each) => each.slice(8));

  test('is offered on the page of the payment in words', async () => {
    const { provider } = await sandbox();
    const { confirmationUrl } = payment(await provider.create(topUp()));
    const options = (await (await fetch(confirmationUrl ?? '')).text()).matchAll(
      /<option value="([^"]+)">([^<]+)</g,
    );
    const words = new Map([...options].map(([, value = '', text = '']) => [value, text]));
    expect([...words.keys()]).toEqual([...OUTCOMES]);
    expect(new Set(words.values()).size).toBe(OUTCOMES.length);
    for (const text of words.values()) expect(text.replace('3-D Secure', '')).not.toMatch(/[a-z_]/i);
  });

  test.each(reasons)('%s comes from the page and from a kept card', async (reason) => {
    const { provider, next } = await sandbox();
    const keeping = { ...topUp(), by: { returnUrl: RETURN, keepCard: true } };
    const kept = payment(await provider.create(keeping));
    await pay(kept.confirmationUrl);
    const { card } = payment(await provider.read(kept.id));
    const made = payment(await provider.create(topUp()));
    await press(made.confirmationUrl, {
      action: 'pay',
      card: '5555 5555 5555 4444',
      outcome: `decline:${reason}`,
    });
    const refused = { status: 'CANCELLED', cancellationReason: reason };
    expect(await provider.read(made.id)).toMatchObject(refused);
    await next(`decline:${reason}`);
    expect(await provider.create({ ...topUp(), by: { cardId: card?.id ?? '' } })).toMatchObject(refused);
  });
});

describe('a refund', () => {
  const paid = async () => {
    const stand = await sandbox();
    const made = payment(await stand.provider.create(topUp()));
    await pay(made.confirmationUrl);
    const back = (amount: number, reference: string = randomUUID()) => ({
      idempotenceKey: reference,
      paymentId: made.id,
      amount: kopecks(amount),
      reference,
    });
    return { ...stand, paymentId: made.id, back };
  };

  test('is made once for a key, and never more than was paid', async () => {
    const { provider, back, cabinet } = await paid();
    const wanted = back(100_000);
    const made = await provider.refund(wanted);
    expect(made).toMatchObject({ kind: 'refund', status: 'SUCCEEDED', amount: 100_000 });
    expect(await provider.refund(wanted)).toEqual(made);
    expect(await provider.refund(back(29_001))).toMatchObject({ kind: 'refused' });
    expect(await provider.refund(back(29_000))).toMatchObject({ status: 'SUCCEEDED' });
    await eventually(() => {
      expect(cabinet.received.map(({ body }) => provider.readNotification(body)?.about)).toEqual([
        'PAYMENT',
        'REFUND',
        'REFUND',
      ]);
    });
  });

  test('of a payment that was not paid is refused', async () => {
    const { provider } = await sandbox();
    const made = payment(await provider.create(topUp()));
    const wanted = { idempotenceKey: 'k', paymentId: made.id, amount: kopecks(1), reference: 'r' };
    expect(await provider.refund(wanted)).toMatchObject({ kind: 'refused' });
  });

  test('unanswered is found by our number; pending comes to its end; cancelled says why', async () => {
    const { provider, back, next, paymentId } = await paid();
    await next('no-answer');
    expect(await provider.refund(back(100, 'ours'))).toMatchObject({ kind: 'unknown' });
    expect(await provider.findRefund(paymentId, 'ours')).toMatchObject({ kind: 'refund', amount: 100 });
    expect(await provider.findRefund(paymentId, 'nobody')).toEqual({ kind: 'none' });
    await next('refund:pending');
    const pending = await provider.refund(back(200));
    if (pending.kind !== 'refund') throw new Error(pending.kind);
    expect(pending.status).toBe('PENDING');
    await eventually(async () => {
      expect(await provider.readRefund(pending.id)).toMatchObject({ status: 'SUCCEEDED' });
    });
    await next('refund:canceled');
    expect(await provider.refund(back(300))).toMatchObject({
      status: 'CANCELLED',
      cancellationReason: 'general_decline',
    });
  });
});
