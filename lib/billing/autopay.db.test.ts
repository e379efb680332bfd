import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { kopecks } from '@/lib/core/money';
import { paymentProvider } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createChain,
  fillWallet,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { closeAll, connectedPayments, eventually } from '@/sandbox/testing';
import { chargeSavedCard } from './commands/charge-saved-card';
import { followPayment } from './commands/follow-payment';
import { receiveNotification } from './commands/receive-notification';
import { removeCard } from './commands/remove-card';
import { setAutopay } from './commands/set-autopay';
import { startTopUp } from './commands/start-top-up';
import { stopAutopay } from './commands/stop-autopay';
import { autopayCharges, autopayView, paymentCards, walletBalance } from './queries';

const database = useDatabase();
let chain: Chain;
let owner: Context;
let job: Context;
let cardId: string;
let stand: Awaited<ReturnType<typeof connectedPayments>>;

/** An organization whose account is empty and whose autopay charges the card of its first top-up. */
beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
  job = jobContextOf(database(), chain);
  stand = await connectedPayments();
  cardId = await keep();
  await setAutopay(owner, { cardId });
});
afterEach(closeAll);

const FIRST = 10_000;

async function keep(card = '5555555555554444'): Promise<string> {
  const before = new Set((await paymentCards(owner)).map(({ id }) => id));
  const input = { requestId: randomUUID(), amount: kopecks(FIRST), saveCard: true };
  const started = await startTopUp(owner, input, paymentProvider());
  if (!started.ok) throw new Error(started.code);
  await stand.press(started.value.confirmationUrl, { action: 'pay', card });
  await follow(started.value.paymentId);
  const kept = (await paymentCards(owner)).find(({ id }) => !before.has(id));
  if (!kept) throw new Error('not kept');
  return kept.id;
}

const REASON = 'Подписки на 20 ноября 2026';
const charge = (over: { amount?: number; key?: string; balance?: number } = {}, ctx = job) =>
  chargeSavedCard(
    ctx,
    {
      amount: kopecks(over.amount ?? 50_000),
      reason: REASON,
      ...(over.key === undefined ? {} : { key: over.key }),
      ...(over.balance === undefined ? {} : { balance: kopecks(over.balance) }),
    },
    paymentProvider(),
  );
const charged = async (over = {}) => {
  const result = await charge(over);
  if (!result.ok || result.value.paymentId === null) throw new Error(JSON.stringify(result));
  return { ...result.value, paymentId: result.value.paymentId };
};
const follow = (paymentId: string) =>
  followPayment(jobContextOf(database(), chain), { paymentId, look: 0 }, paymentProvider());
const stateOf = async (id: string) => {
  const { state, cancellationReason } = await database().payment.findUniqueOrThrow({ where: { id } });
  return cancellationReason === null ? state : `${state}: ${cancellationReason}`;
};
/** how many payments of autopay the provider has made */
const madeByAutopay = async () => (await stand.made('payments')).length - 1;

describe('autopay', () => {
  it('tops the account up by what is missing and has the debts paid', async () => {
    expect(await charge()).toMatchObject({ value: { outcome: 'CHARGED', state: 'SUCCEEDED' } });
    expect(await walletBalance(owner)).toBe(FIRST + 50_000);
    expect(await autopayCharges(owner, 10)).toMatchObject([
      { amount: 50_000, state: 'SUCCEEDED', purpose: REASON },
    ]);
    const settling = (await queuedTasks(database())).filter(
      ({ task, payload }) =>
        task === 'subscriptions.settle-debts' && payload['organizationId'] === chain.organizationId,
    );
    expect(settling.length).toBeGreaterThan(0);
    const line = await database().ledgerTransaction.findFirstOrThrow({
      where: { organizationId: chain.organizationId, description: { startsWith: 'Автоплатёж' } },
    });
    expect(line).toMatchObject({
      kind: 'TOP_UP',
      actorName: 'Кабинет',
      description: 'Автоплатёж с карты Mastercard\u00a0••\u00a04444',
    });
  });

  it('meets one need once, run twice and at the same moment', async () => {
    const results = await Promise.all([charge(), charge(), charge({ amount: 60_000 })]);
    const outcomes = results.map((each) => (each.ok ? each.value.outcome : each.code));
    expect(outcomes.sort()).toEqual(['CHARGED', 'KNOWN', 'KNOWN']);
    expect(await charge()).toMatchObject({ value: { outcome: 'KNOWN' } });
    expect(await madeByAutopay()).toBe(1);
    expect(await charge({ key: 'another' })).toMatchObject({ value: { outcome: 'CHARGED' } });
    expect(await madeByAutopay()).toBe(2);
  });

  it('has one charge under way at a time', async () => {
    await stand.next('slow');
    const { paymentId } = await charged();
    expect(await stateOf(paymentId)).toBe('PENDING');
    expect(await charge({ key: 'another' })).toMatchObject({ value: { outcome: 'BUSY', paymentId } });
    expect(await madeByAutopay()).toBe(1);
    await eventually(() => {
      expect(stand.notified()).toHaveLength(2);
    });
    for (const body of stand.notified()) await receiveNotification(body, paymentProvider());
    expect(await stateOf(paymentId)).toBe('SUCCEEDED');
    expect(await charge({ key: 'another' })).toMatchObject({ value: { outcome: 'CHARGED' } });
  });

  it('does not charge what has come to the account meanwhile', async () => {
    await fillWallet(database(), chain.organizationId, 30_000);
    await charge({ key: 'partly', balance: FIRST });
    expect(await autopayCharges(owner, 1)).toMatchObject([{ amount: 20_000 }]);
    await fillWallet(database(), chain.organizationId, 90_000);
    expect(await charge({ key: 'wholly', balance: FIRST })).toMatchObject({ value: { outcome: 'ENOUGH' } });
    expect(await charge({ key: 'huge', amount: 1e12 })).toMatchObject({ value: { outcome: 'TOO_MUCH' } });
    expect(await madeByAutopay()).toBe(1);
  });

  it.each(roles.filter((role) => role !== 'OWNER'))('is nothing that %s could run', async (role) => {
    expect(await charge({}, contextOf(database(), chain, role))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await madeByAutopay()).toBe(0);
  });

  it('says why the bank refused and tries the next need anew', async () => {
    await stand.next('decline:insufficient_funds');
    const { paymentId } = await charged();
    expect(await stateOf(paymentId)).toBe('CANCELLED: insufficient_funds');
    expect(await walletBalance(owner)).toBe(FIRST);
    expect(await charge()).toMatchObject({ value: { outcome: 'KNOWN' } });
    expect(await charge({ key: 'tomorrow' })).toMatchObject({ value: { state: 'SUCCEEDED' } });
  });

  it('ends for good when the holder has withdrawn the permission', async () => {
    await stand.next('decline:permission_revoked');
    await charged();
    expect(await autopayView(owner)).toMatchObject({ cardId: null, offReason: 'permission_revoked' });
    expect(await charge({ key: 'tomorrow' })).toMatchObject({ value: { outcome: 'OFF' } });
    expect(await setAutopay(owner, { cardId })).toMatchObject({ code: 'CARD_ENDED' });
    expect(await madeByAutopay()).toBe(1);
  });
});

describe('an answer that does not come', () => {
  it.each(['unknown', 'no-answer'])('%s: the key is repeated, one charge', async (fault) => {
    await stand.next(fault);
    const { paymentId, state } = await charged();
    expect(state).toBe('CREATED');
    await Promise.all([follow(paymentId), follow(paymentId)]);
    expect(await stateOf(paymentId)).toBe('SUCCEEDED');
    expect(await madeByAutopay()).toBe(1);
    expect(await walletBalance(owner)).toBe(FIRST + 50_000);
  });

  it('the news is earlier than the answer: credited once', async () => {
    await stand.next('unknown');
    const { paymentId } = await charged();
    await eventually(() => {
      expect(stand.notified()).toHaveLength(2);
    });
    for (const body of stand.notified()) await receiveNotification(body, paymentProvider());
    expect(await stateOf(paymentId)).toBe('SUCCEEDED');
    await follow(paymentId);
    expect(await walletBalance(owner)).toBe(FIRST + 50_000);
  });

  it('not-made: the same key makes it', async () => {
    await stand.next('not-made');
    const { paymentId } = await charged();
    expect(await madeByAutopay()).toBe(0);
    await follow(paymentId);
    expect(await stateOf(paymentId)).toBe('SUCCEEDED');
    expect(await madeByAutopay()).toBe(1);
  });
});

describe('the card is removed', () => {
  it('before the charge: nothing is charged, and no other card takes its place', async () => {
    await keep('4111111111111111');
    const before = await stand.made('payments');
    await removeCard(owner, { cardId });
    expect(await charge()).toMatchObject({ value: { outcome: 'OFF', paymentId: null } });
    expect(await stand.made('payments')).toEqual(before);
  });

  it('after the charge was written and before it left: it is given up', async () => {
    const paymentId = await unsent();
    await removeCard(owner, { cardId });
    await follow(paymentId);
    expect(await stateOf(paymentId)).toBe('CANCELLED: card_removed');
    expect(await madeByAutopay()).toBe(0);
  });

  it('while the answer is unknown and the charge was made: it is found, not repeated', async () => {
    await stand.next('no-answer');
    const { paymentId } = await charged();
    await removeCard(owner, { cardId });
    await follow(paymentId);
    expect(await stateOf(paymentId)).toBe('SUCCEEDED');
    expect(await madeByAutopay()).toBe(1);
  });

  it('while the answer is unknown and nothing was made: it stays so', async () => {
    await stand.next('not-made');
    const { paymentId } = await charged();
    await removeCard(owner, { cardId });
    await follow(paymentId);
    expect(await stateOf(paymentId)).toBe('CREATED');
    // Only the card that is no longer there keeps this row from another time of sending.
    await database().$executeRaw`ALTER TABLE "payment" DISABLE TRIGGER "payment_sent_by_active_card"`;
    await database()
      .$executeRaw`UPDATE "payment" SET "sent_at" = "sent_at" - interval '2 minutes' WHERE "id" = ${paymentId}::uuid`;
    await database().$executeRaw`ALTER TABLE "payment" ENABLE TRIGGER "payment_sent_by_active_card"`;
    await follow(paymentId);
    expect(await stateOf(paymentId)).toBe('CANCELLED: card_removed');
    expect(await madeByAutopay()).toBe(0);
  });
});

it('autopay switched off before the charge left: it is given up, the card stays', async () => {
  const paymentId = await unsent();
  await stopAutopay(owner);
  await follow(paymentId);
  expect(await stateOf(paymentId)).toBe('CANCELLED: autopay_off');
  expect(await madeByAutopay()).toBe(0);
  expect(await paymentCards(owner)).toHaveLength(1);
});

/** A charge that was written by a worker which died before it asked the provider. */
async function unsent(): Promise<string> {
  const { id } = await database().payment.create({
    data: {
      organizationId: chain.organizationId,
      kind: 'AUTOPAY',
      requestId: randomUUID(),
      amountKopecks: 50_000,
      state: 'CREATED',
      cardId,
      autopayKey: 'unsent',
      purpose: REASON,
      actorName: 'Кабинет',
      createdAt: job.clock.now(),
    },
  });
  return id;
}
