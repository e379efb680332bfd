import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { messageText } from '@/lib/core/messages';
import { commonMessages } from '@/lib/access/messages';
import { askTermination } from '@/lib/sim-cards/commands/ask-termination';
import { setLabel } from '@/lib/sim-cards/card/commands/set-label';
import { createCardOrder } from '@/lib/card-orders/commands/create-order';
import { cartLine, wantedCards } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import { contextOf, createCard, createChain, installCabinetModule } from '@/lib/testing/factories';
import { minutesLater } from '@/lib/testing/sim-cards';
import { carryOut, MISSING_PER_MINUTE } from './audit';

const db = useDatabase();

const written = (organizationId: string) =>
  db().auditEntry.findMany({ where: { organizationId, action: 'access.missing' }, orderBy: { id: 'asc' } });

it('writes who asked for what is foreign, of another store or missing; the answers are the same', async () => {
  const chain = await createChain(db());
  await installCabinetModule(db(), chain);
  const stranger = await createChain(db());
  const foreign = await createCard(db(), stranger, { state: 'INACTIVE' });
  const elsewhere = await createCard(db(), chain, { state: 'INACTIVE', terminalId: chain.terminalIds[2] });
  const admin = contextOf(db(), chain, 'ADMIN');
  const tried = [foreign.id, elsewhere.id, randomUUID()];
  for (const simCardId of tried) {
    const input = { requestId: randomUUID(), simCardId, label: 'Иван Петров, +7 900 000-00-00' };
    const result = await carryOut(admin, setLabel, input, 'simCards.label');
    expect(result).toEqual({ ok: false, code: 'NOT_FOUND' });
  }
  expect(messageText(commonMessages.NOT_FOUND)).not.toMatch(/чуж|друг/);
  const entries = await written(chain.organizationId);
  expect(entries.map(({ objectId, after, actorId, ip }) => ({ objectId, after, actorId, ip }))).toEqual(
    tried.map((id) => ({
      objectId: id,
      after: { asked: 'simCards.label', tried: [id] },
      actorId: chain.userIds.ADMIN,
      ip: '127.0.0.1',
    })),
  );
  expect(await written(stranger.organizationId)).toEqual([]);
});

it('a foreign store or terminal in the cart of an order is written too', async () => {
  const chain = await createChain(db());
  await installCabinetModule(db(), chain);
  const stranger = await createChain(db());
  const owner = contextOf(db(), chain, 'OWNER');
  const [storeId] = chain.storeIds;
  const lines = [
    { storeId: stranger.storeIds[0], terminalId: null },
    { storeId, terminalId: stranger.terminalIds[0] },
  ];
  for (const line of lines) {
    const input = wantedCards(chain, { lines: [cartLine(chain, line)] });
    const result = await carryOut(owner, createCardOrder, input, 'cardOrders.create');
    expect(result).toMatchObject({ ok: false, code: expect.stringMatching(/_NOT_FOUND$/) as string });
  }
  expect((await written(chain.organizationId)).map(({ after }) => after)).toEqual([
    { asked: 'cardOrders.create', tried: [stranger.storeIds[0]] },
    { asked: 'cardOrders.create', tried: [storeId, stranger.terminalIds[0]] },
  ]);
});

it('writes nothing about what was found, done or refused for another reason', async () => {
  const chain = await createChain(db());
  await installCabinetModule(db(), chain);
  const [off, ready] = [
    await createCard(db(), chain, { state: 'INACTIVE' }),
    await createCard(db(), chain, { terminalId: null }),
  ];
  const owner = contextOf(db(), chain, 'OWNER');
  expect((await carryOut(owner, askTermination, { simCardId: off.id })).ok).toBe(true);
  expect((await carryOut(owner, askTermination, { simCardId: ready.id })).ok).toBe(false);
  expect(await written(chain.organizationId)).toEqual([]);
});

it('a flood of guesses of one person is written up to its limit a minute, and the last entry says so', async () => {
  const chain = await createChain(db());
  await installCabinetModule(db(), chain);
  const owner = contextOf(db(), chain, 'OWNER');
  const guess = (ctx = owner) => carryOut(ctx, askTermination, { simCardId: randomUUID() });
  for (let each = 0; each < MISSING_PER_MINUTE + 5; each += 1) await guess();
  const entries = await written(chain.organizationId);
  expect(entries).toHaveLength(MISSING_PER_MINUTE);
  expect(entries.at(-1)?.after).toMatchObject({ moreUnwritten: true });
  expect(entries.at(-2)?.after).not.toHaveProperty('moreUnwritten');
  await guess(contextOf(db(), chain, 'ADMIN'));
  expect(await written(chain.organizationId)).toHaveLength(MISSING_PER_MINUTE);
  const otherPerson = { ...owner, actor: { ...owner.actor, id: randomUUID() } };
  await guess(otherPerson);
  await guess(minutesLater(owner, 2));
  expect(await written(chain.organizationId)).toHaveLength(MISSING_PER_MINUTE + 2);
});

it('names at most 20 identifiers of a request and counts the rest', async () => {
  const chain = await createChain(db());
  await installCabinetModule(db(), chain);
  const cardIds = Array.from({ length: 1_000 }, () => randomUUID());
  const input = { simCardId: cardIds[0] ?? '', cardIds };
  await carryOut(contextOf(db(), chain, 'OWNER'), askTermination, input);
  const [entry] = await written(chain.organizationId);
  expect(entry?.after).toEqual({ tried: cardIds.slice(0, 20), triedInAll: 1_000 });
});
