import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProviderReply } from '@/lib/billing/payment-provider.port';
import type { Kopecks } from '@/lib/core/money';
import { startPayments } from '@/sandbox/payments';
import { closeAll, eventually, listener, opened, program, send, tempDir } from '@/sandbox/testing';
import { toMoneyString, yookassaProvider } from './yookassa';

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

describe('a payment', () => {
  test('is made, paid on its page, notified and read', async () => {
    const { provider, cabinet, url } = await sandbox();
    const wanted = topUp();
    const made = payment(await provider.create(wanted));
    expect(made).toEqual({
      kind: 'payment',
      id: made.id,
      status: 'PENDING',
      amount: 129_000,
      confirmationUrl: `${url}/pay/${made.id}`,
      cancellationReason: null,
      reference: 't1',
      card: null,
    });
    expect((await pay(made.confirmationUrl)).headers.get('location')).toBe(RETURN);
    expect(await provider.read(made.id)).toMatchObject({ status: 'SUCCEEDED', confirmationUrl: null });
    await eventually(() => {
      expect(cabinet.received).toHaveLength(1);
    });
    const { body } = cabinet.received[0] ?? { body: '' };
    expect(provider.readNotification(body)).toEqual({ about: 'PAYMENT', id: made.id });
    expect(JSON.parse(body)).toMatchObject({
      event: 'payment.succeeded',
      object: { amount: { value: '1290.00' }, metadata: { paymentId: 't1' } },
    });
    expect((await pay(made.confirmationUrl)).status).toBe(303);
    expect(await provider.create(wanted)).toMatchObject({ id: made.id, status: 'SUCCEEDED' });
    expect(cabinet.received).toHaveLength(1);
  });

  test('with the same key is one payment, with another body a refusal', async () => {
    const { provider } = await sandbox();
    const wanted = topUp();
    const replies = await Promise.all(Array.from({ length: 10 }, () => provider.create(wanted)));
    expect(new Set(replies.map((each) => payment(each).id)).size).toBe(1);
    expect(await provider.create({ ...wanted, amount: kopecks(1) })).toMatchObject({ kind: 'refused' });
  });

  test.each(['insufficient_funds', 'permission_revoked'])('declined: %s', async (reason) => {
    const { provider, next, cabinet } = await sandbox();
    await next(`decline:${reason}`);
    const made = payment(await provider.create(topUp()));
    await pay(made.confirmationUrl);
    expect(await provider.read(made.id)).toMatchObject({ status: 'CANCELLED', cancellationReason: reason });
    await eventually(() => {
      expect(cabinet.received.map(({ body }) => (JSON.parse(body) as { event: string }).event)).toEqual([
        'payment.canceled',
      ]);
    });
    const another = payment(await provider.create(topUp()));
    await pay(another.confirmationUrl);
    expect(await provider.read(another.id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('refused by the payer is cancelled', async () => {
    const { provider } = await sandbox();
    const made = payment(await provider.create(topUp()));
    expect((await press(made.confirmationUrl, { action: 'refuse' })).status).toBe(303);
    expect(await provider.read(made.id)).toMatchObject({
      status: 'CANCELLED',
      cancellationReason: 'expired_on_confirmation',
    });
  });

  test.each(['unknown', 'no-answer'])('%s: the same key finds what was made', async (next) => {
    const { provider, next: set } = await sandbox();
    await set(next);
    const wanted = topUp();
    expect(await provider.create(wanted)).toMatchObject({ kind: 'unknown' });
    const made = payment(await provider.create(wanted));
    expect(await provider.create(wanted)).toEqual(made);
  });

  test('slow stays pending, then succeeds; a lost notification leaves the payment readable', async () => {
    const { provider, next, cabinet } = await sandbox();
    await next('slow');
    const slow = payment(await provider.create(topUp()));
    await pay(slow.confirmationUrl);
    expect(await provider.read(slow.id)).toMatchObject({ status: 'PENDING' });
    await eventually(async () => {
      expect(await provider.read(slow.id)).toMatchObject({ status: 'SUCCEEDED' });
      expect(cabinet.received).toHaveLength(1);
    });
    await next('notification-lost');
    const silent = payment(await provider.create(topUp()));
    await pay(silent.confirmationUrl);
    await next('notification-duplicate');
    const loud = payment(await provider.create(topUp()));
    await pay(loud.confirmationUrl);
    await eventually(() => {
      expect(cabinet.received).toHaveLength(3);
    });
    expect(cabinet.received.map(({ body }) => provider.readNotification(body)?.id)).toEqual([
      slow.id,
      loud.id,
      loud.id,
    ]);
    expect(await provider.read(silent.id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('unknown ids and wrong credentials are refused, no provider is unknown', async () => {
    const { provider, url } = await sandbox();
    expect(await provider.read(randomUUID())).toEqual({ kind: 'refused', reason: 'Платёж не найден' });
    const stranger = yookassaProvider({ baseUrl: url, shopId: 'shop', secretKey: 'wrong' });
    expect(await stranger.create(topUp())).toMatchObject({ kind: 'refused' });
    const gone = yookassaProvider({ baseUrl: 'http://127.0.0.1:1', shopId: 's', secretKey: 'k' });
    expect(await gone.create(topUp())).toMatchObject({ kind: 'unknown' });
    for (const value of ['100', '100.0', '1e3', '-1.00', '100.000']) {
      const strange = await listener(() => ({
        status: 200,
        body: { id: 'p', status: 'pending', amount: { value, currency: 'RUB' } },
      }));
      const odd = yookassaProvider({ baseUrl: strange.url, shopId: 's', secretKey: 'k' });
      expect(await odd.read('p')).toMatchObject({ kind: 'unknown' });
    }
  });
});

test('kopecks become decimal strings exactly', () => {
  const cases = {
    1: '0.01',
    10: '0.10',
    99: '0.99',
    100: '1.00',
    129_000: '1290.00',
    99_999_999_999: '999999999.99',
  };
  for (const [amount, text] of Object.entries(cases))
    expect(toMoneyString(kopecks(Number(amount)))).toBe(text);
  for (const amount of [0, -1, 0.5, NaN, 2 ** 53])
    expect(() => toMoneyString(kopecks(amount))).toThrow(RangeError);
});

test('a notification is about a payment, a refund or nothing', () => {
  const provider = yookassaProvider({ baseUrl: 'http://unused', shopId: 's', secretKey: 'k' });
  const wrong = [
    '',
    'null',
    '[]',
    '{"type":"notification","event":"deal.closed","object":{"id":"d1"}}',
    '{"type":"notification","event":"payment.succeeded","object":{"id":"../x"}}',
  ];
  for (const body of wrong) expect(provider.readNotification(body)).toBeNull();
  const refund = '{"type":"notification","event":"refund.succeeded","object":{"id":"r1"}}';
  expect(provider.readNotification(refund)).toEqual({ about: 'REFUND', id: 'r1' });
});

test('the payment page is Russian, escaped, guarded by headers and checks the card number', async () => {
  const { provider } = await sandbox();
  const { confirmationUrl } = payment(await provider.create(topUp()));
  const response = await fetch(confirmationUrl ?? '');
  const html = await response.text();
  expect(html).toContain('lang="ru"');
  expect(html).toContain('Оплатить 1\u00a0290\u00a0₽');
  expect(html).toContain('Пополнение &#60;b&#62;счёта&#60;/b&#62; &#34;№ 7&#34;');
  expect(html).not.toContain('<b>');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://127.0.0.1:3000;");
  const wrong = await press(confirmationUrl, { action: 'pay', card: '5555 5555 5555 4445' });
  expect(wrong.status).toBe(200);
  expect(await wrong.text()).toContain('Проверьте номер карты');
  const choice = { action: 'pay', card: '5555555555554444', outcome: '3ds' };
  await press(confirmationUrl, choice);
  expect(await (await fetch(confirmationUrl ?? '')).text()).toContain('Код из СМС');
  expect(await (await press(confirmationUrl, { action: 'confirm', code: '12' })).text()).toContain(
    'Введите четыре цифры',
  );
  const foreign = await fetch(confirmationUrl ?? '', {
    method: 'POST',
    headers: { Origin: 'http://evil.example' },
    body: new URLSearchParams({ action: 'pay' }),
  });
  expect(foreign.status).toBe(403);
});

test('as a process it names a missing setting, keeps payments over a restart and says no secret', async () => {
  const env = { SANDBOX_DATA: tempDir(), SHOP_ID: 'shop', SECRET_KEY: 'very-secret' };
  await expect(program('payments', { SANDBOX_DATA: tempDir(), SHOP_ID: 'shop' })).rejects.toThrow(
    'SECRET_KEY',
  );
  const first = await program('payments', env);
  const providerAt = (baseUrl: string) =>
    yookassaProvider({ baseUrl, shopId: 'shop', secretKey: 'very-secret' });
  const wanted = topUp();
  const made = payment(await providerAt(first.url).create(wanted));
  expect(await first.stop()).toBe(0);
  const second = await program('payments', env);
  expect(payment(await providerAt(second.url).create(wanted)).id).toBe(made.id);
  expect(first.output() + second.output()).not.toContain('secret');
}, 20_000);
