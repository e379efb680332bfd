import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { autopayJobInput } from '@/lib/billing/schema';
import { chargeSavedCard } from '@/lib/billing/commands/charge-saved-card';
import { followPayment } from '@/lib/billing/commands/follow-payment';
import { removeCard } from '@/lib/billing/commands/remove-card';
import { setAutopay } from '@/lib/billing/commands/set-autopay';
import { startTopUp } from '@/lib/billing/commands/start-top-up';
import { paymentCards, walletBalance } from '@/lib/billing/queries';
import { kopecks } from '@/lib/core/money';
import { success } from '@/lib/core/result';
import { paymentProvider } from '@/lib/platform/ports';
import { transaction } from '@/lib/platform/transaction';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  fillWallet,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { closeAll, connectedPayments } from '@/sandbox/testing';
import { askAutopay } from './commands/ask-autopay';
import { renewDue } from './commands/renew-due';
import { settleDebts } from './commands/settle-debts';
import { startSubscriptions } from './commands/start';

const database = useDatabase();
let chain: Chain;
let subscriptionId: string;
let cardId: string;
let stand: Awaited<ReturnType<typeof connectedPayments>>;

const PRICE = 19_000;
const DUE = '2026-12-20';
const on = (day: string) => jobContextOf(database(), chain, `${day}T09:00:00Z`);
const owner = () => contextOf(database(), chain, 'OWNER');
/** What the worker does after a renewal that found too little money. */
async function autopay(day = DUE) {
  await askAutopay(on(day));
  return charge(day);
}
async function charge(day: string) {
  const asked = (await mine()).findLast(({ task }) => task === 'billing.autopay');
  if (!asked) throw new Error('autopay was not asked');
  return chargeSavedCard(on(day), autopayJobInput.parse(asked.payload), paymentProvider());
}
const mine = async () =>
  (await queuedTasks(database())).filter(({ payload }) => payload['organizationId'] === chain.organizationId);
const state = async () =>
  (await database().subscription.findUniqueOrThrow({ where: { id: subscriptionId } })).state;
const renew = (day: string) => renewDue(database(), on(day).clock, { organizationId: chain.organizationId });

/** One month paid from a top-up with the card kept for autopay; nothing is left on the account for the next. */
beforeEach(async () => {
  chain = await createChain(database());
  stand = await connectedPayments();
  const input = { requestId: randomUUID(), amount: kopecks(PRICE), saveCard: true };
  const started = await startTopUp(owner(), input, paymentProvider());
  if (!started.ok) throw new Error(started.code);
  await stand.pay(started.value.confirmationUrl);
  await followPayment(on('2026-11-20'), { paymentId: started.value.paymentId, look: 0 }, paymentProvider());
  cardId = (await paymentCards(owner()))[0]?.id ?? '';
  await setAutopay(owner(), { cardId });
  const { id } = await createCard(database(), chain, { state: 'ACTIVE' });
  const begun = await transaction(owner(), (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: [{ simCardId: id, name: '…1' }],
    }),
  );
  subscriptionId = (begun.ok ? begun.value.subscriptionIds[0] : undefined) ?? '';
  expect(await walletBalance(owner())).toBe(0);
});
afterEach(closeAll);

it('what is missing on the day of renewal comes from the card, and the subscription goes on', async () => {
  expect(await renew(DUE)).toMatchObject({ pastDue: 1 });
  expect((await mine()).filter(({ task }) => task === 'subscriptions.ask-autopay')).toHaveLength(1);
  expect(await autopay()).toMatchObject({ value: { state: 'SUCCEEDED' } });
  expect(await settleDebts(on(DUE))).toMatchObject({ value: { renewed: 1 } });
  expect(await state()).toBe('ACTIVE');
  expect(await walletBalance(owner())).toBe(0);
  expect(await askAutopay(on(DUE))).toMatchObject({ value: { missing: 0 } });
  expect(await autopay()).toMatchObject({ value: { outcome: 'ENOUGH' } });
  expect(await stand.made('payments')).toHaveLength(2);
});

it('a card removed one minute before the charge is not charged: dunning starts at once', async () => {
  await removeCard(owner(), { cardId });
  expect(await renew(DUE)).toMatchObject({ pastDue: 1 });
  expect(await askAutopay(on(DUE))).toEqual(success({ missing: 0 }));
  expect((await mine()).filter(({ task }) => task === 'billing.autopay')).toEqual([]);
  expect(await state()).toBe('PAST_DUE');
  expect(await stand.made('payments')).toHaveLength(1);
});

it('an answer lost on the way and repeated by the same key pays one period', async () => {
  await renew(DUE);
  await stand.next('no-answer');
  const charged = await autopay();
  const paymentId = (charged.ok && charged.value.paymentId) || '';
  await followPayment(on(DUE), { paymentId, look: 1 }, paymentProvider());
  await followPayment(on(DUE), { paymentId, look: 2 }, paymentProvider());
  await settleDebts(on(DUE));
  await settleDebts(on(DUE));
  expect(await state()).toBe('ACTIVE');
  expect(await walletBalance(owner())).toBe(0);
  expect(await stand.made('payments')).toHaveLength(2);
});

it('what a person pays in while the charge waits pays the debt, and the card is left alone', async () => {
  await renew(DUE);
  await askAutopay(on(DUE));
  await fillWallet(database(), chain.organizationId, PRICE);
  await settleDebts(on(DUE));
  expect(await state()).toBe('ACTIVE');
  expect(await charge(DUE)).toMatchObject({ value: { outcome: 'ENOUGH' } });
  expect(await walletBalance(owner())).toBe(0);
  expect(await stand.made('payments')).toHaveLength(1);
});

it('a refusal of the bank is tried again the next day', async () => {
  await renew(DUE);
  await stand.next('decline:insufficient_funds');
  expect(await autopay()).toMatchObject({ value: { state: 'CANCELLED' } });
  expect(await autopay()).toMatchObject({ value: { outcome: 'KNOWN' } });
  expect(await state()).toBe('PAST_DUE');
  expect(await autopay('2026-12-21')).toMatchObject({ value: { state: 'SUCCEEDED' } });
  await settleDebts(on('2026-12-21'));
  expect(await state()).toBe('ACTIVE');
});
