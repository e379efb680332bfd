import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { chargeSavedCard } from '@/lib/billing/commands/charge-saved-card';
import { followPayment } from '@/lib/billing/commands/follow-payment';
import { followRefund } from '@/lib/billing/commands/follow-refund';
import { removeCard } from '@/lib/billing/commands/remove-card';
import { setAutopay } from '@/lib/billing/commands/set-autopay';
import { startRefund } from '@/lib/billing/commands/start-refund';
import { startTopUp } from '@/lib/billing/commands/start-top-up';
import { paymentCards } from '@/lib/billing/queries';
import { kopecks } from '@/lib/core/money';
import { paymentProvider } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf, queuedTasks } from '@/lib/testing/factories';
import { closeAll, connectedPayments } from '@/sandbox/testing';
import { tellAutopayDeclined } from './commands/tell-autopay-declined';
import { tellCardEnded } from './commands/tell-card-ended';
import { tellRefundOver } from './commands/tell-refund-over';
import { notificationJobs } from './jobs';

const database = useDatabase();
let chain: Chain;
let owner: Context;
let paymentId: string;
let cardId: string;
let stand: Awaited<ReturnType<typeof connectedPayments>>;

/** A paid top-up whose card is kept and serves autopay. */
beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
  stand = await connectedPayments();
  const input = { requestId: randomUUID(), amount: kopecks(100_000), saveCard: true };
  const started = await startTopUp(owner, input, paymentProvider());
  if (!started.ok) throw new Error(started.code);
  paymentId = started.value.paymentId;
  await stand.pay(started.value.confirmationUrl);
  await followPayment(job(), { paymentId, look: 0 }, paymentProvider());
  cardId = (await paymentCards(owner))[0]?.id ?? '';
  await setAutopay(owner, { cardId });
});
afterEach(closeAll);

const job = () => jobContextOf(database(), chain);
const autopay = async () => {
  const input = { amount: kopecks(50_000), reason: 'Продление подписок 20 декабря', key: randomUUID() };
  const charged = await chargeSavedCard(job(), input, paymentProvider());
  return (charged.ok && charged.value.paymentId) || '';
};
const refund = async () => {
  const input = { requestId: randomUUID(), paymentId, amount: kopecks(20_000) };
  const started = await startRefund(owner, input, paymentProvider());
  return started.ok ? started.value.refundId : '';
};

/** Runs what was queued for letters, twice, as a worker that died after the first time would; gives the letters. */
async function letters() {
  const queued = (await queuedTasks(database())).filter(
    ({ task, payload }) =>
      task.startsWith('notifications.') && payload['organizationId'] === chain.organizationId,
  );
  for (const { task, payload } of [...queued, ...queued]) await notificationJobs[task]?.(payload);
  const rows = await database().letter.findMany({
    where: { organizationId: chain.organizationId },
    orderBy: { id: 'asc' },
  });
  const people = await database().user.findMany({ where: { id: { in: Object.values(chain.userIds) } } });
  return rows.map((row) => ({
    to: people.find(({ email }) => email === row.email)?.name,
    subject: row.subject.replaceAll('\u00a0', ' '),
    text: row.text.replaceAll('\u00a0', ' '),
    isSent: row.sentAt !== null,
  }));
}
const both = ['Тест ACCOUNTANT', 'Тест OWNER'];
const names = (all: Awaited<ReturnType<typeof letters>>) => all.map(({ to }) => to).sort();

describe('letters', () => {
  it('autopay declined: who may pay learns why, what is next and where to pay; once', async () => {
    await stand.next('decline:insufficient_funds');
    await autopay();
    const written = await letters();
    expect(names(written)).toEqual(both);
    expect(written[0]).toMatchObject({ subject: 'Автоплатёж на 500 ₽ не прошёл', isSent: false });
    expect(written[0]?.text).toContain('на карте не хватает денег');
    expect(written[0]?.text).toContain('каждый день мы пробуем списать снова');
    expect(written[0]?.text).toContain('http://127.0.0.1:3000/finance/top-up?amount=500');
    await stand.next('decline:insufficient_funds');
    await autopay();
    expect(await letters()).toHaveLength(4);
  });

  it('autopay that went through, or came late after all, writes nothing', async () => {
    const paid = await autopay();
    expect(await letters()).toEqual([]);
    expect(await tellAutopayDeclined(job(), { paymentId: paid })).toEqual({ ok: true, value: 0 });
  });

  it('a permission withdrawn at autopay: one letter says both', async () => {
    await stand.next('decline:permission_revoked');
    await autopay();
    const written = await letters();
    expect(names(written)).toEqual(both);
    expect(written[0]?.text).toContain('разрешение на списание отозвано');
    expect(written[0]?.text).toContain('С этой карты больше ничего не спишется. Автоплатёж выключен');
  });

  it('a permission withdrawn at a top-up: who manages cards learns that it is out', async () => {
    await stand.next('decline:permission_revoked');
    await startTopUp(owner, { requestId: randomUUID(), amount: kopecks(10_000), cardId }, paymentProvider());
    const written = await letters();
    expect(names(written)).toEqual(['Тест OWNER']);
    expect(written[0]?.subject).toBe('С карты Mastercard •• 4444 больше ничего не спишется');
    expect(written[0]?.text).toContain('Держатель карты отозвал у банка разрешение');
    expect(written[0]?.text).toContain('Автоплатёж выключен, другая карта сама не подставляется');
    expect(written[0]?.text).toContain('http://127.0.0.1:3000/finance/cards');
  });

  it('a removed card: once, also when it is removed twice', async () => {
    await removeCard(owner, { cardId });
    await removeCard(owner, { cardId });
    const written = await letters();
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject({ to: 'Тест OWNER', subject: 'Карта Mastercard •• 4444 удалена' });
  });

  it('a refund done, by whoever brings the news', async () => {
    const refundId = await refund();
    await followRefund(job(), { refundId, look: 1 }, paymentProvider());
    const written = await letters();
    expect(names(written)).toEqual(both);
    expect(written[0]?.subject).toBe('Возврат 200 ₽ на карту отправлен');
    expect(written[0]?.text).toContain(`http://127.0.0.1:3000/finance/top-up/${paymentId}`);
  });

  it('a refund that the provider cancelled: the reason, and where the money is', async () => {
    await stand.next('refund:canceled');
    await refund();
    const [letter] = await letters();
    expect(letter?.subject).toBe('Возврат 200 ₽ на карту не прошёл');
    expect(letter?.text).toContain('банк карты отклонил его');
    expect(letter?.text).toContain('Деньги снова на лицевом счёте');
  });

  it('a refund under way writes nothing yet', async () => {
    await stand.next('unknown');
    const refundId = await refund();
    expect(await tellRefundOver(job(), { refundId })).toEqual({ ok: true, value: 0 });
    expect(await letters()).toEqual([]);
  });
});

describe('rights', () => {
  const tell = async (ctx: Context, ids: { paymentId: string; refundId: string }) => [
    await tellAutopayDeclined(ctx, { paymentId: ids.paymentId }),
    await tellCardEnded(ctx, { cardId, hadAutopay: false }),
    await tellRefundOver(ctx, { refundId: ids.refundId }),
  ];
  const ended = async () => {
    const refundId = await refund();
    await stand.next('decline:permission_revoked');
    return { paymentId: await autopay(), refundId };
  };

  it.each(roles)('%s', async (role) => {
    const results = await tell(contextOf(database(), chain, role), await ended());
    const expected = role === 'OWNER' ? 'ok' : 'FORBIDDEN';
    expect(results.map((each) => (each.ok ? 'ok' : each.code))).toEqual(results.map(() => expected));
  });

  it('of a foreign organization find nothing and write to nobody', async () => {
    const stranger = await createChain(database());
    const results = await tell(jobContextOf(database(), stranger), await ended());
    expect(results).toMatchObject(results.map(() => ({ code: 'NOT_FOUND' })));
    expect(await database().letter.count({ where: { organizationId: stranger.organizationId } })).toBe(0);
  });
});
