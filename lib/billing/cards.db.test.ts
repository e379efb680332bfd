import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { kopecks } from '@/lib/core/money';
import { realNow } from '@/lib/platform/clock';
import { paymentProvider } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, jobContextOf } from '@/lib/testing/factories';
import { closeAll, connectedPayments } from '@/sandbox/testing';
import { followPayment } from './commands/follow-payment';
import { removeCard } from './commands/remove-card';
import { setAutopay } from './commands/set-autopay';
import { startTopUp } from './commands/start-top-up';
import { stopAutopay } from './commands/stop-autopay';
import { autopayView, paymentAttention, paymentCards, walletBalance } from './queries';

const database = useDatabase();
let chain: Chain;
let owner: Context;
let stand: Awaited<ReturnType<typeof connectedPayments>>;

beforeEach(async () => {
  chain = await createChain(database());
  owner = contextOf(database(), chain, 'OWNER');
  stand = await connectedPayments();
});
afterEach(closeAll);

const asRole = (role: (typeof roles)[number]) => contextOf(database(), chain, role);
const follow = (paymentId: string) =>
  followPayment(jobContextOf(database(), chain), { paymentId, look: 0 }, paymentProvider());
const topUp = (over: { cardId?: string; saveCard?: boolean; requestId?: string } = {}, ctx = owner) =>
  startTopUp(ctx, { requestId: randomUUID(), amount: kopecks(10_000), ...over }, paymentProvider());

/** A top-up with this card, kept; gives the card's id. */
async function keep(card = '5555555555554444'): Promise<string> {
  const started = await topUp({ saveCard: true });
  if (!started.ok) throw new Error(started.code);
  await stand.press(started.value.confirmationUrl, { action: 'pay', card });
  await follow(started.value.paymentId);
  const kept = (await paymentCards(owner)).find(({ last4 }) => last4 === card.slice(-4));
  if (!kept) throw new Error('not kept');
  return kept.id;
}

const token = async (cardId: string) =>
  (await database().paymentCard.findUniqueOrThrow({ where: { id: cardId } })).methodId;

describe('keeping a card', () => {
  it('happens with a payment that has succeeded, and only when asked for', async () => {
    const plain = await topUp();
    if (!plain.ok) throw new Error(plain.code);
    await stand.pay(plain.value.confirmationUrl);
    await follow(plain.value.paymentId);
    expect(await paymentCards(owner)).toEqual([]);

    const declined = await topUp({ saveCard: true });
    if (!declined.ok) throw new Error(declined.code);
    await stand.next('decline:insufficient_funds');
    await stand.pay(declined.value.confirmationUrl);
    await follow(declined.value.paymentId);
    expect(await paymentCards(owner)).toEqual([]);

    await keep();
    expect(await paymentCards(owner)).toMatchObject([
      { state: 'ACTIVE', brand: 'MasterCard', last4: '4444', expiryMonth: 12, expiryYear: 2030 },
    ]);
    expect(await walletBalance(owner)).toBe(20_000);
  });

  it('of the same plastic again is one card, charged by its newest number', async () => {
    const first = await keep();
    const before = await token(first);
    expect(await keep()).toBe(first);
    expect(await token(first)).not.toBe(before);
    expect(await paymentCards(owner)).toHaveLength(1);
    await keep('4111111111111111');
    expect(await paymentCards(owner)).toHaveLength(2);
  });

  it('does not show the provider’s number to anyone', async () => {
    const id = await keep();
    const secret = await token(id);
    const journal = await database().auditEntry.findMany({ where: { organizationId: chain.organizationId } });
    const shown = JSON.stringify([await paymentCards(owner), await autopayView(owner), journal]);
    expect(secret).not.toBeNull();
    expect(shown).not.toContain(secret);
  });
});

describe('rights', () => {
  it.each(roles)('%s', async (role) => {
    const cardId = await keep();
    const ctx = asRole(role);
    const results = [
      await topUp({ saveCard: true }, ctx),
      await topUp({ cardId }, ctx),
      await setAutopay(ctx, { cardId }),
      await stopAutopay(ctx),
      await removeCard(ctx, { cardId }),
    ];
    const expected = role === 'OWNER' ? 'ok' : 'FORBIDDEN';
    expect(results.map((each) => (each.ok ? 'ok' : each.code))).toEqual(results.map(() => expected));
    const sees = role === 'ACCOUNTANT' ? 1 : 0;
    if (role !== 'OWNER') expect(await paymentCards(ctx)).toHaveLength(sees);
  });

  it('of a foreign organization find nothing', async () => {
    const cardId = await keep();
    const stranger = contextOf(database(), await createChain(database()), 'OWNER');
    expect(await setAutopay(stranger, { cardId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await removeCard(stranger, { cardId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await topUp({ cardId }, stranger)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await topUp({ cardId: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await paymentCards(stranger)).toEqual([]);
    expect(await token(cardId)).not.toBeNull();
  });
});

describe('a top-up by a kept card', () => {
  it('needs no page and is credited once', async () => {
    const cardId = await keep();
    const requestId = randomUUID();
    const both = await Promise.all([topUp({ cardId, requestId }), topUp({ cardId, requestId })]);
    for (const each of both) expect(each).toMatchObject({ ok: true, value: { confirmationUrl: null } });
    expect(await walletBalance(owner)).toBe(20_000);
    expect(await topUp({ requestId })).toMatchObject({ code: 'REQUEST_REUSED' });
    const line = await database().ledgerTransaction.findFirst({
      where: { organizationId: chain.organizationId, description: { contains: '4444' } },
    });
    expect(line?.description).toBe('Пополнение с карты Mastercard\u00a0••\u00a04444');
  });

  it.each([
    ['permission_revoked', 'REVOKED'],
    ['card_expired', 'UNUSABLE'],
    ['insufficient_funds', 'ACTIVE'],
  ])('%s leaves the card %s', async (reason, state) => {
    const cardId = await keep();
    await setAutopay(owner, { cardId });
    await stand.next(`decline:${reason}`);
    await topUp({ cardId });
    const card = await database().paymentCard.findUniqueOrThrow({ where: { id: cardId } });
    expect(card.state).toBe(state);
    const isOver = state !== 'ACTIVE';
    expect(card.methodId === null).toBe(isOver);
    expect(await autopayView(owner)).toMatchObject(
      isOver ? { cardId: null, offReason: reason } : { cardId, offReason: null },
    );
    expect((await topUp({ cardId })).ok).toBe(!isOver);
  });
});

describe('a removed card', () => {
  it('is never charged again, and switches autopay off although another card is there', async () => {
    const cardId = await keep();
    await keep('4111111111111111');
    await setAutopay(owner, { cardId });
    expect(await removeCard(owner, { cardId })).toMatchObject({ ok: true });
    expect(await removeCard(owner, { cardId })).toMatchObject({ ok: true });
    expect(await autopayView(owner)).toMatchObject({ cardId: null, offReason: 'card_removed' });
    expect(await token(cardId)).toBeNull();
    expect(await setAutopay(owner, { cardId })).toMatchObject({ code: 'CARD_ENDED' });
    expect(await topUp({ cardId })).toMatchObject({ code: 'CARD_ENDED' });
    const removals = await database().auditEntry.count({
      where: { organizationId: chain.organizationId, action: 'billing.cardRemoved' },
    });
    expect(removals).toBe(1);
  });

  it('is kept from coming back by the database itself', async () => {
    const cardId = await keep();
    await removeCard(owner, { cardId });
    await expect(
      database().paymentCard.update({
        where: { id: cardId },
        data: { state: 'ACTIVE', methodId: 'm', endedAt: null },
      }),
    ).rejects.toThrow(/stays so/);
    await expect(
      database().payment.create({
        data: {
          organizationId: chain.organizationId,
          requestId: randomUUID(),
          amountKopecks: 100,
          state: 'CREATED',
          cardId,
          actorName: 'Тест',
          createdAt: realNow(),
        },
      }),
    ).rejects.toThrow(/may not be charged/);
  });

  it('that is added anew is another card', async () => {
    const cardId = await keep();
    await removeCard(owner, { cardId });
    expect(await keep()).not.toBe(cardId);
  });
});

describe('autopay', () => {
  it('is switched on, moved to another card and off, each once in the journal', async () => {
    const [first, second] = [await keep(), await keep('4111111111111111')];
    await setAutopay(owner, { cardId: first });
    await setAutopay(owner, { cardId: first });
    await setAutopay(owner, { cardId: second });
    expect(await autopayView(owner)).toMatchObject({ cardId: second, changedBy: 'Тест OWNER' });
    await stopAutopay(owner);
    await stopAutopay(owner);
    expect(await autopayView(owner)).toMatchObject({ cardId: null, offReason: null });
    const journal = await database().auditEntry.findMany({
      where: { organizationId: chain.organizationId, objectType: 'autopay' },
      orderBy: { id: 'asc' },
      select: { action: true },
    });
    expect(journal.map(({ action }) => action)).toEqual([
      'billing.autopayOn',
      'billing.autopayOn',
      'billing.autopayOff',
    ]);
  });
});

it.each([
  ['2030-10-31', []],
  ['2030-11-15', ['Карта автоплатежа Mastercard •• 4444 действует до 12/2030']],
  ['2030-12-31', ['Карта автоплатежа Mastercard •• 4444 действует до 12/2030']],
  ['2031-01-15', ['Срок карты автоплатежа Mastercard •• 4444 истёк, выберите другую']],
])('the term of the card of autopay on %s', async (day, words) => {
  const cardId = await keep();
  const seen = async () =>
    (await paymentAttention(contextOf(database(), chain, 'OWNER', `${day}T09:00:00Z`))).map(({ text }) =>
      text.replaceAll('\u00a0', ' '),
    );
  expect(await seen()).toEqual([]);
  await setAutopay(owner, { cardId });
  expect(await seen()).toEqual(words);
});
