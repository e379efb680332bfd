import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Role, roles } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain, TEST_NOW } from '@/lib/testing/factories';
import { createStore } from './commands/create-store';
import { editStore } from './commands/edit-store';
import { removeStore } from './commands/remove-store';
import { storeMessages } from './messages';
import { findStore } from './queries';
import { createStoreInput, editStoreInput } from './schema';
import { storeTag } from './store-tag.rule';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const as = (role: Role, of = chain) => contextOf(database(), of, role);
const typed = { name: ' Рынок ', address: 'Омск, Мира, 1', timeZone: 'Asia/Omsk' };
const create = (role: Role, requestId: string = randomUUID(), of = chain) =>
  createStore(
    as(role, of),
    createStoreInput.parse({ requestId, ...typed, kind: 'DAILY', opens: '9:00', closes: '21:00' }),
  );
const edit = async (role: Role, storeId: string, change: object) => {
  const store = await findStore(as('OWNER'), storeId);
  const now = store ?? { name: '…', address: '…', timeZone: 'Europe/Moscow' };
  const { name, address, timeZone } = now;
  const input = editStoreInput.parse({ storeId, seen: storeTag(now), name, address, timeZone, ...change });
  const result = await editStore(as(role), input);
  return result.ok ? 'saved' : result.code;
};

describe('opening a store', () => {
  it.each(roles)('%s', async (role) => {
    const made = await create(role);
    expect(made.ok ? 'made' : made.code).toBe(role === 'OWNER' ? 'made' : 'FORBIDDEN');
  });

  it('twice is one; the id of a store of others is none of ours', async () => {
    const requestId = randomUUID();
    expect(await create('OWNER', requestId)).toEqual({ ok: true, value: { storeId: requestId } });
    expect(await create('OWNER', requestId)).toEqual({ ok: true, value: { storeId: requestId } });
    expect(await create('OWNER', requestId, foreign)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await findStore(as('OWNER'), requestId)).toMatchObject({
      name: 'Рынок',
      timeZone: 'Asia/Omsk',
      hours: { opensAt: 540, closesAt: 1260 },
    });
    expect(
      await database().auditEntry.count({ where: { objectId: requestId, action: 'stores.create' } }),
    ).toBe(1);
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ address: '' }, 'address'],
    [{ timeZone: 'Europe/Atlantis' }, 'timeZone'],
    [{ opens: '25:00' }, 'opens'],
  ])('%o is refused', (change, field) => {
    const base = { requestId: randomUUID(), ...typed, kind: 'DAILY', opens: '9:00', closes: '21:00' };
    expect(createStoreInput.safeParse({ ...base, ...change }).error?.issues[0]?.path).toEqual([field]);
  });
});

describe('the name of a store', () => {
  const called = (name: string, requestId: string = randomUUID()) =>
    createStore(
      as('OWNER'),
      createStoreInput.parse({ requestId, ...typed, name, kind: 'ALWAYS', opens: '', closes: '' }),
    );
  const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code);
  const count = (name: string) =>
    database().store.count({ where: { organizationId: chain.organizationId, name } });

  it('is given once in an organization, in whatever case, of eight at the same moment too', async () => {
    expect(codeOf(await called(' цЕНТР '))).toBe('NAME_TAKEN');
    const codes = (await Promise.all(Array.from({ length: 8 }, () => called('Вокзал')))).map(codeOf);
    expect(codes.sort()).toEqual([...Array<string>(7).fill('NAME_TAKEN'), 'ok']);
    expect(await count('Вокзал')).toBe(1);
  });

  it('said twice by one request is one store, and another organization may have it', async () => {
    const requestId = randomUUID();
    expect(
      (await Promise.all([called('Вокзал', requestId), called('Вокзал', requestId)])).map(codeOf),
    ).toEqual(['ok', 'ok']);
    expect(codeOf(await create('OWNER', randomUUID(), foreign))).toBe('ok');
    expect(codeOf(await create('OWNER'))).toBe('ok');
  });

  it('is not taken over by renaming, of two at once one gets it', async () => {
    const [center, kamchatka] = chain.storeIds;
    expect(await edit('OWNER', center, { name: 'камчатка' })).toBe('NAME_TAKEN');
    expect(await edit('OWNER', center, { name: 'ЦЕНТР' })).toBe('saved');
    const both = [
      edit('OWNER', center, { name: 'Пристань' }),
      edit('OWNER', kamchatka, { name: 'Пристань' }),
    ];
    expect((await Promise.all(both)).sort()).toEqual(['NAME_TAKEN', 'saved']);
    expect(await count('Пристань')).toBe(1);
  });

  it('that the cloud gave twice may stay while other things are changed', async () => {
    const [center, kamchatka] = chain.storeIds;
    await database().store.update({ where: { id: kamchatka }, data: { name: 'Центр' } });
    expect(await edit('OWNER', kamchatka, { address: 'Омск' })).toBe('saved');
    expect(await edit('OWNER', kamchatka, { name: 'Восток' })).toBe('saved');
    expect(await edit('OWNER', kamchatka, { name: 'центр' })).toBe('NAME_TAKEN');
    expect(await findStore(as('OWNER'), center)).toMatchObject({ name: 'Центр' });
  });

  it('is said at its field', () => {
    expect(storeMessages.NAME_TAKEN).toMatchObject({ field: 'name' });
  });
});

describe('changing a store', () => {
  it.each(roles)('%s', async (role) => {
    const may = role === 'OWNER' || role === 'ADMIN';
    expect(await edit(role, chain.storeIds[0], { name: 'Новый' })).toBe(may ? 'saved' : 'FORBIDDEN');
  });

  it('of others it is not there, over a change of others it is refused, a repeat changes nothing', async () => {
    const [center, kamchatka] = chain.storeIds;
    expect(await edit('OWNER', foreign.storeIds[0], {})).toBe('NOT_FOUND');
    expect(await edit('ADMIN', kamchatka, { name: 'Новый' })).toBe('NOT_FOUND');
    const seen = storeTag((await findStore(as('OWNER'), center)) ?? { name: '', address: '', timeZone: '' });
    expect(await edit('OWNER', center, { timeZone: 'Asia/Omsk' })).toBe('saved');
    expect(await edit('ADMIN', center, { name: 'Другой', seen })).toBe('CHANGED_MEANWHILE');
    expect(await edit('ADMIN', center, { timeZone: 'Asia/Omsk', seen })).toBe('saved');
    expect(
      await database().auditEntry.findMany({ where: { objectId: center, action: 'stores.edit' } }),
    ).toMatchObject([{ before: { timeZone: 'Europe/Moscow' }, after: { timeZone: 'Asia/Omsk' } }]);
  });
});

describe('removing a store', () => {
  const remove = async (role: Role, storeId: string) => {
    const result = await removeStore(as(role), { storeId });
    return result.ok ? 'removed' : [result.code, result.details?.['count']];
  };

  it.each(roles)('%s', async (role) => {
    const made = await create('OWNER');
    const storeId = made.ok ? made.value.storeId : '';
    expect(await remove(role, storeId)).toEqual(role === 'OWNER' ? 'removed' : ['FORBIDDEN', undefined]);
    expect((await findStore(as('OWNER'), storeId)) === null).toBe(role === 'OWNER');
  });

  it('is refused while anything stands in it, and takes its setting and its place in rights along', async () => {
    const [, kamchatka] = chain.storeIds;
    const { organizationId } = chain;
    const far = chain.terminalIds[2];
    const card = await createCard(database(), chain, { terminalId: far });
    await database().receiptSetting.create({
      data: {
        organizationId,
        scope: 'STORE',
        storeId: kamchatka,
        printMode: 'BOTH',
        updatedAt: new Date(TEST_NOW),
        updatedBy: '…',
      },
    });
    expect(await remove('OWNER', foreign.storeIds[0])).toEqual(['NOT_FOUND', undefined]);
    expect(await remove('OWNER', kamchatka)).toEqual(['STORE_HAS_TERMINALS', 1]);
    await database().terminal.update({ where: { id: far }, data: { storeId: chain.storeIds[0] } });
    expect(await remove('OWNER', kamchatka)).toBe('removed');
    expect(await database().simCard.findUniqueOrThrow({ where: { id: card.id } })).toMatchObject({
      storeId: chain.storeIds[0],
    });
    expect(await database().receiptSetting.count({ where: { organizationId, scope: 'STORE' } })).toBe(0);
    const lost = await createCard(database(), chain, { terminalId: null });
    await database().simCard.update({ where: { id: lost.id }, data: { storeId: chain.storeIds[0] } });
    await database().terminal.deleteMany({ where: { organizationId, id: { not: far } } });
    expect(await remove('OWNER', chain.storeIds[0])).toEqual(['STORE_HAS_TERMINALS', 1]);
  });
});
