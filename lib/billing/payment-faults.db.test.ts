import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { kopecks } from '@/lib/core/money';
import { paymentProvider } from '@/lib/platform/ports';
import { nextPayments } from '@/lib/platform/sandbox';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { closeAll, connectedPayments, eventually } from '@/sandbox/testing';
import { chargeSavedCard } from './commands/charge-saved-card';
import { followPayment } from './commands/follow-payment';
import { followRefund } from './commands/follow-refund';
import { receiveNotification } from './commands/receive-notification';
import { removeCard } from './commands/remove-card';
import { setAutopay } from './commands/set-autopay';
import { startRefund } from './commands/start-refund';
import { startTopUp } from './commands/start-top-up';
import { stopAutopay } from './commands/stop-autopay';
import { submitPayment } from './commands/submit-payment';
import { cancellationText } from './messages';
import { cardAfterDecline, MAX_LOOKS } from './payment.rule';
import {
  autopayCharges,
  autopayView,
  getPaymentCard,
  getRefund,
  getTopUp,
  paymentAttention,
  paymentCards,
  refundsOf,
  walletBalance,
} from './queries';

const database = useDatabase();
const FIRST = 10_000;
let chain: Chain;
let owner: Context;
let job: Context;
let cardId: string;
let paidId: string;
let stand: Awaited<ReturnType<typeof connectedPayments>>;

/** A paid top-up of 100 ₽ whose card is kept and serves autopay. */
beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
  job = jobContextOf(database(), chain);
  stand = await connectedPayments();
  const { paymentId, confirmationUrl } = await started({ saveCard: true });
  await stand.pay(confirmationUrl);
  await eventually(() => {
    expect(stand.notified()).toHaveLength(1);
  });
  await follow(paymentId);
  paidId = paymentId;
  cardId = (await paymentCards(owner))[0]?.id ?? '';
  await setAutopay(owner, { cardId });
});
afterEach(closeAll);

const topUp = (over: { cardId?: string; saveCard?: boolean } = {}, ctx = owner) =>
  startTopUp(ctx, { requestId: randomUUID(), amount: kopecks(FIRST), ...over }, paymentProvider());
async function started(over: Parameters<typeof topUp>[0] = {}) {
  const result = await topUp(over);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}
const follow = (paymentId: string, ctx = job) =>
  followPayment(ctx, { paymentId, look: 0 }, paymentProvider());
const autopay = (ctx = job) =>
  chargeSavedCard(ctx, { amount: kopecks(5_000), reason: 'Подписки', key: randomUUID() }, paymentProvider());

const reasons = nextPayments.filter((each) => each.startsWith('decline:')).map((each) => each.slice(8));

describe('each reason of a refusal', () => {
  it.each(reasons)('%s on the page: nothing is credited, the reason has words of its own', async (reason) => {
    const { paymentId, confirmationUrl } = await started();
    await stand.press(confirmationUrl, {
      action: 'pay',
      card: '5555555555554444',
      outcome: `decline:${reason}`,
    });
    await follow(paymentId);
    expect(await getTopUp(owner, paymentId)).toMatchObject({
      state: 'CANCELLED',
      cancellationReason: reason,
    });
    expect(await walletBalance(owner)).toBe(FIRST);
    expect(cancellationText(reason)).not.toBe(cancellationText('never heard of'));
    // A card that was entered on the page is not the kept one.
    expect(await autopayView(owner)).toMatchObject({ cardId });
  });

  it.each(reasons)('%s at autopay: the card stays or ends for good', async (reason) => {
    await stand.next(`decline:${reason}`);
    expect(await autopay()).toMatchObject({ value: { state: 'CANCELLED' } });
    const ended = cardAfterDecline(reason);
    expect(await getPaymentCard(owner, cardId)).toMatchObject({ state: ended ?? 'ACTIVE' });
    expect(await autopayView(owner)).toMatchObject(
      ended === null ? { cardId, offReason: null } : { cardId: null, offReason: reason },
    );
    const before = await stand.made('payments');
    expect(await autopay()).toMatchObject({
      value: ended === null ? { state: 'SUCCEEDED' } : { outcome: 'OFF' },
    });
    expect(await stand.made('payments')).toHaveLength(before.length + (ended === null ? 1 : 0));
    expect((await paymentAttention(owner)).map(({ id }) => id)).toEqual(
      ended === null ? [] : ['autopay-off'],
    );
  });
});

describe('3-D Secure', () => {
  it('refused by the payer is a refusal with its reason', async () => {
    const { paymentId, confirmationUrl } = await started();
    await stand.press(confirmationUrl, { action: 'pay', card: '5555555555554444', outcome: '3ds' });
    await follow(paymentId);
    expect(await getTopUp(owner, paymentId)).toMatchObject({ state: 'PENDING' });
    await stand.press(confirmationUrl, { action: 'refuse' });
    await follow(paymentId);
    expect(await getTopUp(owner, paymentId)).toMatchObject({ cancellationReason: '3d_secure_failed' });
    expect(await walletBalance(owner)).toBe(FIRST);
  });

  it('asked for at autopay, where nobody is there: refused, and the card stays for the next attempt', async () => {
    await stand.next('3ds');
    expect(await autopay()).toMatchObject({ value: { state: 'CANCELLED' } });
    expect(await autopay()).toMatchObject({ value: { state: 'SUCCEEDED' } });
  });
});

it('open after the last of the frequent looks: looked at further on', async () => {
  const { paymentId } = await started();
  const looks = async () =>
    (await queuedTasks(database()))
      .filter(({ payload }) => payload['paymentId'] === paymentId)
      .map(({ payload }) => payload['look']);
  for (const look of [MAX_LOOKS, MAX_LOOKS + 1]) {
    await followPayment(job, { paymentId, look }, paymentProvider());
    expect(await looks()).toEqual([MAX_LOOKS + 1]);
  }
});

it('made without an answer, its repetition refused: it is not given up', async () => {
  await stand.next('unknown');
  const charged = await autopay();
  const paymentId = (charged.ok && charged.value.paymentId) || '';
  vi.stubEnv('YOOKASSA_SECRET_KEY', 'changed');
  expect(await follow(paymentId)).toMatchObject({ value: 'CREATED' });
  vi.stubEnv('YOOKASSA_SECRET_KEY', 'secret');
  expect(await follow(paymentId)).toMatchObject({ value: 'SUCCEEDED' });
  expect(await walletBalance(owner)).toBe(FIRST + 5_000);
});

it('slow: pending, then credited once by whoever is first', async () => {
  const { paymentId, confirmationUrl } = await started();
  await stand.press(confirmationUrl, { action: 'pay', card: '5555555555554444', outcome: 'slow' });
  await follow(paymentId);
  expect(await walletBalance(owner)).toBe(FIRST);
  await eventually(() => {
    expect(stand.notified()).toHaveLength(2);
  });
  await Promise.all([
    follow(paymentId),
    ...stand.notified().map((body) => receiveNotification(body, paymentProvider())),
  ]);
  expect(await walletBalance(owner)).toBe(2 * FIRST);
});

it.each([
  ['notification-lost', 0],
  ['notification-duplicate', 2],
])('%s at autopay: credited once all the same', async (fault, count) => {
  const before = stand.notified().length;
  await stand.next(fault);
  const charged = await autopay();
  await eventually(() => {
    expect(stand.notified()).toHaveLength(before + count);
  });
  for (const body of stand.notified()) await receiveNotification(body, paymentProvider());
  await follow((charged.ok && charged.value.paymentId) || '');
  expect(await walletBalance(owner)).toBe(FIRST + 5_000);
});

describe('who may what', () => {
  const commands = (refundId: string, openId: string) =>
    ({
      startTopUp: [(ctx) => topUp({}, ctx), 'finance.topUp'],
      'startTopUp by a kept card': [(ctx) => topUp({ cardId }, ctx), 'finance.cards'],
      'startTopUp that keeps a card': [(ctx) => topUp({ saveCard: true }, ctx), 'finance.cards'],
      submitPayment: [(ctx) => submitPayment(ctx, { paymentId: openId }, paymentProvider()), 'finance.topUp'],
      followPayment: [(ctx) => follow(openId, ctx), 'finance.topUp'],
      startRefund: [
        (ctx) =>
          startRefund(
            ctx,
            { requestId: randomUUID(), paymentId: paidId, amount: kopecks(100) },
            paymentProvider(),
          ),
        'finance.refund',
      ],
      followRefund: [
        (ctx) => followRefund(ctx, { refundId, look: null }, paymentProvider()),
        'finance.refund',
      ],
      chargeSavedCard: [(ctx) => autopay(ctx), 'finance.cards'],
      setAutopay: [(ctx) => setAutopay(ctx, { cardId }), 'finance.cards'],
      stopAutopay: [(ctx) => stopAutopay(ctx), 'finance.cards'],
      removeCard: [(ctx) => removeCard(ctx, { cardId }), 'finance.cards'],
    }) satisfies Record<string, [(ctx: Context) => Promise<{ ok: boolean; code?: string }>, string]>;
  const allowed: Readonly<Record<string, readonly string[]>> = {
    'finance.topUp': ['OWNER', 'ACCOUNTANT'],
    'finance.cards': ['OWNER'],
    'finance.refund': ['OWNER'],
  };
  const refundOfPaid = async () => {
    const input = { requestId: randomUUID(), paymentId: paidId, amount: kopecks(100) };
    const result = await startRefund(owner, input, paymentProvider());
    if (!result.ok) throw new Error(result.code);
    return result.value.refundId;
  };

  it.each(roles)('%s × every command', async (role) => {
    const table = commands(await refundOfPaid(), (await started()).paymentId);
    for (const [name, [run, permission]] of Object.entries(table)) {
      const result = await run(contextOf(database(), chain, role));
      const expected = allowed[permission]?.includes(role) ? 'ok' : 'FORBIDDEN';
      expect([name, result.ok ? 'ok' : result.code]).toEqual([name, expected]);
    }
  });

  it('another organization finds no payment, card or refund of this one', async () => {
    const table = commands(await refundOfPaid(), (await started()).paymentId);
    const stranger = contextOf(database(), await createChain(database(), 5_000), 'OWNER');
    const byId = [
      'startTopUp by a kept card',
      'submitPayment',
      'followPayment',
      'startRefund',
      'followRefund',
      'setAutopay',
      'removeCard',
    ] as const;
    for (const name of byId) {
      expect([name, await table[name][0](stranger)]).toMatchObject([name, { code: 'NOT_FOUND' }]);
    }
    expect(await getPaymentCard(owner, cardId)).toMatchObject({ state: 'ACTIVE' });
    expect(await walletBalance(stranger)).toBe(5_000);
  });

  it.each(roles)('%s sees money or nothing', async (role) => {
    const refundId = await refundOfPaid();
    const see = async (ctx: Context) => [
      (await paymentCards(ctx)).length,
      (await refundsOf(ctx, paidId)).length,
      (await autopayView(ctx)).cardId,
      (await getTopUp(ctx, paidId))?.id,
      (await getRefund(ctx, refundId))?.id,
      (await getPaymentCard(ctx, cardId))?.id,
      (await autopayCharges(ctx, 5)).length,
    ];
    await autopay();
    const sees = role === 'OWNER' || role === 'ACCOUNTANT';
    const nothing = [0, 0, null, undefined, undefined, undefined, 0];
    expect(await see(contextOf(database(), chain, role))).toEqual(
      sees ? [1, 1, cardId, paidId, refundId, cardId, 1] : nothing,
    );
    expect(await see(contextOf(database(), await createChain(database()), 'OWNER'))).toEqual(nothing);
  });
});
