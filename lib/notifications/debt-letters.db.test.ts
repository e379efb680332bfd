import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { roles } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import { transaction } from '@/lib/platform/transaction';
import { renewDue } from '@/lib/subscriptions/commands/renew-due';
import { settleDebts } from '@/lib/subscriptions/commands/settle-debts';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createAutopay,
  createCard,
  createChain,
  fillWallet,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { tellAccountShort } from './commands/tell-account-short';
import { tellSubscriptionsUnpaid } from './commands/tell-subscriptions-unpaid';

const database = useDatabase();
let chain: Chain;
const on = (day: string) => jobContextOf(database(), chain, `${day}T09:00:00Z`);

/** Two cards paid by month until 20 December; nothing is left on the account. */
beforeEach(async () => {
  chain = await createChain(database(), 38_000);
  const cards = [await createCard(database(), chain), await createCard(database(), chain)];
  await transaction(contextOf(database(), chain, 'OWNER'), (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period: 'M1',
      subjects: cards.map(({ id }) => ({ simCardId: id, name: '…' })),
    }),
  );
});

const tasks = async () =>
  (await queuedTasks(database()))
    .filter(({ payload }) => payload['organizationId'] === chain.organizationId)
    .map(({ task }) => task)
    .filter((task) => task.startsWith('notifications.'));

/** The worker of a day: renewal, then its letters, twice. */
async function day(date: string) {
  await renewDue(database(), fixedClock(`${date}T09:00:00Z`), { organizationId: chain.organizationId }, 1);
  for (let time = 0; time < 2; time += 1) {
    await tellAccountShort(on(date));
    await tellSubscriptionsUnpaid(on(date));
  }
}

const letters = async () => {
  const rows = await database().letter.findMany({
    where: { organizationId: chain.organizationId },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ subject, text }) => ({
    subject: subject.replaceAll('\u00a0', ' '),
    text: text.replaceAll('\u00a0', ' '),
  }));
};

it('every day of grace has one letter to each who may pay, the last day says what is kept', async () => {
  for (const date of ['2026-12-20', '2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24']) await day(date);
  const short = await letters();
  expect(short).toHaveLength(5 * 2);
  expect(new Set(short.map(({ subject }) => subject))).toEqual(new Set(['Не хватило 380 ₽ на 2 подписки']));
  expect(short[0]?.text).toContain('На 2 подписки нужно 380 ₽, на лицевом счёте 0 ₽.');
  expect(short[0]?.text).toContain('До 25 декабря 2026 всё работает');
  expect(short[0]?.text).toContain('http://127.0.0.1:3000/finance/top-up?amount=380');
  await day('2026-12-25');
  const over = (await letters()).slice(10);
  expect(over.map(({ subject }) => subject)).toEqual(['Без оплаты: 2 подписки', 'Без оплаты: 2 подписки']);
  expect(over[0]?.text).toContain('Настройки хранятся до 25 марта 2027');
});

it('however many parts a renewal has, one task of each kind waits for an organization', async () => {
  await day('2026-12-20');
  expect(await tasks()).toEqual(['notifications.account-short']);
  await day('2026-12-25');
  expect(await tasks()).toEqual(['notifications.account-short', 'notifications.subscriptions-unpaid']);
});

it('nothing is written once the money has come', async () => {
  await renewDue(database(), fixedClock('2026-12-20T09:00:00Z'), { organizationId: chain.organizationId });
  await fillWallet(database(), chain.organizationId, 38_000);
  expect(await tellAccountShort(on('2026-12-20'))).toEqual({ ok: true, value: 0 });
  await settleDebts(on('2026-12-20'));
  expect(await tellAccountShort(on('2026-12-20'))).toEqual({ ok: true, value: 0 });
  expect(await tellSubscriptionsUnpaid(on('2026-12-20'))).toEqual({ ok: true, value: 0 });
});

it('a first attempt that comes late names a day that is still to come', async () => {
  await day('2027-01-10');
  expect((await letters())[0]?.text).toContain('До 11 января 2027 всё работает');
});

it('while autopay answers for it there is no letter of this kind', async () => {
  await createAutopay(database(), chain.organizationId);
  await day('2026-12-20');
  expect(await letters()).toEqual([]);
});

it('what is more than autopay may charge at once is said', async () => {
  await createAutopay(database(), chain.organizationId);
  const price = { planSlug: 'cash-services-card', period: 'M1' } as const;
  const dear = (amountKopecks: number) =>
    database().planPrice.updateMany({ where: price, data: { amountKopecks } });
  const { amountKopecks } = await database().planPrice.findFirstOrThrow({ where: price });
  await dear(60_000_000);
  await day('2026-12-20');
  await dear(amountKopecks);
  expect((await letters())[0]?.text).toContain('На 2 подписки нужно 1 200 000 ₽, на лицевом счёте 0 ₽.');
});

it('a charge of yesterday that hangs at the provider does not keep the letter back', async () => {
  const cardId = await createAutopay(database(), chain.organizationId);
  const charge = (date: string) =>
    database().payment.create({
      data: {
        organizationId: chain.organizationId,
        kind: 'AUTOPAY',
        requestId: randomUUID(),
        amountKopecks: 38_000,
        state: 'PENDING',
        providerId: randomUUID(),
        cardId,
        autopayKey: date,
        actorName: 'Кабинет',
        createdAt: on(date).clock.now(),
      },
    });
  await charge('2026-12-20');
  await day('2026-12-20');
  expect(await letters()).toEqual([]);
  await day('2026-12-21');
  expect(await letters()).toHaveLength(2);
});

it.each(roles)('as %s', async (role) => {
  const ctx = contextOf(database(), chain, role);
  for (const command of [tellAccountShort, tellSubscriptionsUnpaid]) {
    expect(await command(ctx)).toMatchObject(role === 'OWNER' ? { ok: true } : { code: 'FORBIDDEN' });
  }
});
