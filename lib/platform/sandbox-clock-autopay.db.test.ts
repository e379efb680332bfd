import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { followPayment } from '@/lib/billing/commands/follow-payment';
import { setAutopay } from '@/lib/billing/commands/set-autopay';
import { startTopUp } from '@/lib/billing/commands/start-top-up';
import { paymentCards, walletBalance } from '@/lib/billing/queries';
import { localDateAt } from '@/lib/core/local-date';
import { kopecks } from '@/lib/core/money';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createCard, createChain } from '@/lib/testing/factories';
import { startWorker } from '@/lib/testing/worker';
import { closeAll, connectedOperator, connectedPayments } from '@/sandbox/testing';
import { paymentProvider } from './ports';
import { moveClock } from './sandbox-clock';
import { transaction } from './transaction';

const database = useDatabase();
const START = '2027-03-10T09:00:00.000Z';
const PRICE = 19_000;
let stopWorker: (() => Promise<void>) | null = null;

beforeAll(async () => {
  for (const slug of ['mts', 'megafon'] as const) {
    await connectedOperator(slug, { answerMs: 300, shipMs: 0 });
  }
  stopWorker = await startWorker(database());
});
afterAll(async () => {
  await stopWorker?.();
  await closeAll();
});

it('the kept card pays on the day of the renewal, not on the next', { timeout: 120_000 }, async () => {
  const offsetMs = BigInt(Date.parse(START) - Date.now());
  await database().sandboxClock.update({ where: { id: 1 }, data: { offsetMs } });
  const chain = await createChain(database());
  const owner = contextOf(database(), chain, 'OWNER', START);
  const stand = await connectedPayments();
  const input = { requestId: randomUUID(), amount: kopecks(PRICE), saveCard: true };
  const topUp = await startTopUp(owner, input, paymentProvider());
  if (!topUp.ok) throw new Error(topUp.code);
  await stand.pay(topUp.value.confirmationUrl);
  await followPayment(owner, { paymentId: topUp.value.paymentId, look: 0 }, paymentProvider());
  await setAutopay(owner, { cardId: (await paymentCards(owner))[0]?.id ?? '' });
  const card = await createCard(database(), chain, { state: 'ACTIVE' });
  const subjects = [{ simCardId: card.id, name: '…1' }];
  const plan = { planSlug: 'cash-services-card', period: 'M1' as const };
  expect(await transaction(owner, (ctx) => startSubscriptions(ctx, { ...plan, subjects }))).toMatchObject({
    ok: true,
  });

  const moved = await moveClock('P32D');
  expect(moved).toMatchObject({ ok: true, value: { ran: { renewed: 1, expired: 0 }, unfinished: [] } });
  const charges = await database().subscriptionCharge.findMany({ orderBy: { periodIndex: 'asc' } });
  expect(charges.map(({ createdAt }) => localDateAt(createdAt, 'Europe/Moscow'))).toEqual([
    '2027-03-10',
    '2027-04-10',
  ]);
  expect(await walletBalance(owner)).toBe(0);
});
