import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import type { Role } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  TEST_NOW,
} from '@/lib/testing/factories';
import { cardLog } from '@/lib/testing/sim-cards';
import { closeAll } from '@/sandbox/testing';
import { addNote } from './commands/add-note';
import { bindCard } from './commands/bind-card';
import { lockImei } from './commands/lock-imei';
import { removeNote } from './commands/remove-note';
import { setLabel } from './commands/set-label';
import type { HistoryEntry } from './history.rule';
import { bindOptions, cardDevice, cardHistoryPage, cardNotes, type HistoryPage } from './queries';

const database = useDatabase();

let chain: Chain;
let other: Chain;

beforeEach(async () => {
  chain = await createChain(database());
  other = await createChain(database());
  await installCabinetModule(database(), chain);
});
afterEach(closeAll);

const owner = () => contextOf(database(), chain, 'OWNER');
const admin = () => contextOf(database(), chain, 'ADMIN');
const cardOf = (id: string) => database().simCard.findUniqueOrThrow({ where: { id } });
const bind = (simCardId: string, terminalId: string, replace = false, ctx: Context = owner()) =>
  bindCard(ctx, { simCardId, terminalId, replace });
const logOf = async (id: string) =>
  (await cardLog(owner(), id)).map(({ kind, before, after }) => [kind, before, after]).reverse();

describe('binding', () => {
  it('on, moved with its store, off; the same again changes nothing', async () => {
    const card = await createCard(database(), chain, { terminalId: null });
    const [first, , third] = chain.terminalIds;
    expect(await bind(card.id, first)).toEqual({ ok: true, value: { terminalName: 'Прилавок 1' } });
    expect(await cardOf(card.id)).toMatchObject({ terminalId: first, storeId: chain.storeIds[0] });
    await bind(card.id, first);
    await bind(card.id, third);
    expect(await cardOf(card.id)).toMatchObject({ terminalId: third, storeId: chain.storeIds[1] });
    expect(await bind(card.id, '')).toEqual({ ok: true, value: { terminalName: null } });
    expect(await cardOf(card.id)).toMatchObject({ terminalId: null, storeId: chain.storeIds[1] });
    expect(await logOf(card.id)).toEqual([
      ['BOUND', null, 'Прилавок 1'],
      ['BOUND', 'Прилавок 1', 'Касса у входа'],
      ['UNBOUND', 'Касса у входа', null],
    ]);
    const journal = await database().auditEntry.findMany({
      where: { objectId: card.id },
      orderBy: { id: 'asc' },
    });
    expect(journal.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['simCards.bind', { terminal: null }, { terminal: 'Прилавок 1' }],
      ['simCards.bind', { terminal: 'Прилавок 1' }, { terminal: 'Касса у входа' }],
      ['simCards.unbind', { terminal: 'Касса у входа' }, { terminal: null }],
    ]);
  });

  it('a till takes one card: the second comes only in place of the first', async () => {
    const standing = await createCard(database(), chain);
    const card = await createCard(database(), chain, { terminalId: null });
    const [first] = chain.terminalIds;
    expect(await bind(card.id, first)).toMatchObject({
      code: 'TERMINAL_HAS_CARD',
      details: { card: `…${standing.iccid.slice(-4)}` },
    });
    expect(await bind(card.id, first, true)).toMatchObject({ ok: true });
    expect(await cardOf(standing.id)).toMatchObject({ terminalId: null, storeId: chain.storeIds[0] });
    expect(await logOf(standing.id)).toEqual([['UNBOUND', 'Прилавок 1', null]]);
  });

  it('of several cards at the same moment one stands on the till', async () => {
    const [, second] = chain.terminalIds;
    const cards = await Promise.all(
      Array.from({ length: 5 }, () => createCard(database(), chain, { terminalId: null })),
    );
    const results = await Promise.all(cards.map(({ id }) => bind(id, second)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await database().simCard.count({ where: { terminalId: second } })).toBe(1);
  });

  it('two people who swap two cards never stand in each other’s way', async () => {
    const [first, second] = chain.terminalIds;
    const one = await createCard(database(), chain, { terminalId: first });
    const two = await createCard(database(), chain, { terminalId: second });
    for (let round = 0; round < 5; round += 1) {
      const results = await Promise.all([bind(one.id, second, true), bind(two.id, first, true)]);
      for (const result of results) expect(result).toMatchObject({ ok: true });
    }
  });

  it('the lock by device moves along and goes with the terminal', async () => {
    const [first, second, third] = chain.terminalIds;
    const imeis = ['490154203237518', '864850000000013'];
    await database().terminal.update({ where: { id: first }, data: { imei: imeis[0] ?? '' } });
    await database().terminal.update({ where: { id: second }, data: { imei: imeis[1] ?? '' } });
    const card = await createCard(database(), chain, { terminalId: first });
    await database().simCard.update({ where: { id: card.id }, data: { imeiLock: imeis[0] ?? '' } });
    await bind(card.id, second);
    expect((await cardDevice(owner(), card.id))?.lock).toMatchObject({
      imei: imeis[0],
      pending: { imei: imeis[1] },
    });
    expect(await bind(card.id, third)).toMatchObject({ code: 'IMEI_LOCK_IN_PROGRESS' });
  });

  it('offers the terminals in scope and says which are taken', async () => {
    const standing = await createCard(database(), chain);
    const card = await createCard(database(), chain, { terminalId: null });
    expect(await bindOptions(owner(), card.id)).toMatchObject([
      { name: 'Касса у входа', storeName: 'Камчатка', takenBy: null },
      { name: 'Прилавок 1', storeName: 'Центр', takenBy: `…${standing.iccid.slice(-4)}` },
      { name: 'Прилавок 2', takenBy: null },
    ]);
    expect((await bindOptions(owner(), standing.id))[1]).toMatchObject({ takenBy: null });
    expect(await bindOptions(admin(), card.id)).toHaveLength(2);
  });
});

describe('a label', () => {
  it('is set, changed and taken off, each once in the history', async () => {
    const card = await createCard(database(), chain);
    const label = (text: string) => setLabel(owner(), { simCardId: card.id, label: text });
    expect(await label('  летняя   веранда ')).toEqual({ ok: true, value: { label: 'летняя веранда' } });
    await label('летняя веранда');
    await label('<b>запасная</b>');
    expect(await label('')).toEqual({ ok: true, value: { label: null } });
    expect(await logOf(card.id)).toEqual([
      ['LABELLED', null, 'летняя веранда'],
      ['LABELLED', 'летняя веранда', '<b>запасная</b>'],
      ['LABELLED', '<b>запасная</b>', null],
    ]);
  });
});

describe('notes', () => {
  const note = (simCardId: string, text: string, ctx = owner(), requestId: string = randomUUID()) =>
    addNote(ctx, { simCardId, text, requestId });

  it('are read by all who see the card, newest first; the same request is one note', async () => {
    const card = await createCard(database(), chain);
    const requestId = randomUUID();
    const twice = await Promise.all([
      note(card.id, 'первая', owner(), requestId),
      note(card.id, 'первая', owner(), requestId),
    ]);
    expect(twice[0]).toEqual(twice[1]);
    await note(card.id, 'вторая', admin());
    const notes = await cardNotes(contextOf(database(), chain, 'CASHIER'), card.id);
    expect(notes.map(({ text, authorName, isOwn }) => [text, authorName, isOwn])).toEqual([
      ['вторая', 'Тест ADMIN', false],
      ['первая', 'Тест OWNER', false],
    ]);
  });

  it('go by who wrote them and by the owner', async () => {
    const card = await createCard(database(), chain);
    const ofOwner = await note(card.id, 'владельца');
    const ofAdmin = await note(card.id, 'администратора', admin());
    const idOf = (result: typeof ofOwner) => (result.ok ? result.value.noteId : '');
    const remove = (ctx: Context, noteId: string) => removeNote(ctx, { simCardId: card.id, noteId });
    expect(await remove(admin(), idOf(ofOwner))).toMatchObject({ code: 'NOTE_NOT_YOURS' });
    expect(await remove(owner(), idOf(ofAdmin))).toMatchObject({ ok: true });
    expect(await remove(owner(), idOf(ofAdmin))).toMatchObject({ ok: true });
    expect(await remove(owner(), idOf(ofOwner))).toMatchObject({ ok: true });
    expect(await cardNotes(owner(), card.id)).toEqual([]);
    expect(
      await database().auditEntry.count({ where: { objectId: card.id, action: 'simCards.removeNote' } }),
    ).toBe(2);
  });
});

const IMEI = '490154203237518';

describe('who may', () => {
  type Verb = (ctx: Context, simCardId: string) => Promise<{ ok: boolean; code?: string }>;
  const verbs: Record<string, Verb> = {
    bind: (ctx, simCardId) => bindCard(ctx, { simCardId, terminalId: '', replace: false }),
    label: (ctx, simCardId) => setLabel(ctx, { simCardId, label: 'запасная' }),
    note: (ctx, simCardId) => addNote(ctx, { simCardId, requestId: randomUUID(), text: 'заметка' }),
    'remove a note': (ctx, simCardId) => removeNote(ctx, { simCardId, noteId: randomUUID() }),
    lock: (ctx, simCardId) => lockImei(ctx, { simCardId, requestId: randomUUID(), lock: true }),
  };
  const allowed: Record<Role, boolean> = { OWNER: true, ADMIN: true, ACCOUNTANT: false, CASHIER: false };
  const table = Object.entries(verbs).flatMap(([name, verb]) =>
    Object.entries(allowed).map(([role, may]) => [name, role as Role, may, verb] as const),
  );

  it.each(table)('%s, %s: %s', async (_, role, may, verb) => {
    await database().terminal.update({ where: { id: chain.terminalIds[0] }, data: { imei: IMEI } });
    const card = await createCard(database(), chain);
    const result = await verb(contextOf(database(), chain, role), card.id);
    expect(result).toMatchObject(may ? { ok: true } : { code: 'FORBIDDEN' });
  });

  it.each(Object.entries(verbs))(
    '%s: a foreign card and one of another store are not found',
    async (_, verb) => {
      const card = await createCard(database(), chain, { terminalId: chain.terminalIds[2] });
      const foreign = await createCard(database(), other);
      await installCabinetModule(database(), other);
      expect(await verb(owner(), foreign.id)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await verb(admin(), card.id)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await verb(owner(), randomUUID())).toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it('a foreign terminal and one of another store are not found', async () => {
    const card = await createCard(database(), chain);
    expect(await bind(card.id, other.terminalIds[0])).toMatchObject({ code: 'NOT_FOUND' });
    expect(await bind(card.id, chain.terminalIds[2], false, admin())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await cardOf(card.id)).toMatchObject({ terminalId: chain.terminalIds[0] });
  });

  it('notes, history and device of a foreign card are not seen', async () => {
    const foreign = await createCard(database(), other);
    await installCabinetModule(database(), other);
    await addNote(contextOf(database(), other, 'OWNER'), {
      simCardId: foreign.id,
      requestId: randomUUID(),
      text: 'x',
    });
    await setLabel(contextOf(database(), other, 'OWNER'), { simCardId: foreign.id, label: 'x' });
    expect(await cardNotes(owner(), foreign.id)).toEqual([]);
    expect(await cardLog(owner(), foreign.id)).toEqual([]);
    expect(await cardDevice(owner(), foreign.id)).toBeNull();
  });
});

it('a long history comes page by page, each entry once, and says how long a state lasted across pages', async () => {
  const chain = await createChain(database());
  const ctx = contextOf(database(), chain, 'OWNER');
  const card = await createCard(database(), chain);
  const { organizationId } = chain;
  const at = (minute: number) => new Date(new Date(TEST_NOW).getTime() - minute * 60_000);
  const own = { organizationId, simCardId: card.id, actorName: 'Тест' };
  await database().simCardEvent.createMany({
    data: Array.from({ length: 130 }, (_, index) => ({
      ...own,
      at: at(index * 2),
      fromState: 'INACTIVE' as const,
      toState: 'ACTIVE' as const,
    })),
  });
  // Some at the very moment of a state, some at one moment together.
  await database().simCardLog.createMany({
    data: Array.from({ length: 120 }, (_, index) => ({
      ...own,
      at: at(index < 60 ? index * 2 : 150),
      kind: 'LABELLED' as const,
    })),
  });
  const pages: (readonly HistoryEntry[])[] = [];
  let after: string | undefined;
  do {
    const page: HistoryPage = await cardHistoryPage(ctx, card.id, after);
    pages.push(page.entries);
    after = page.older ?? undefined;
  } while (after !== undefined);
  expect(pages.map(({ length }) => length)).toEqual([100, 100, 50]);
  const all = pages.flat();
  expect(new Set(all.map(({ id }) => id)).size).toBe(250);
  expect(all.map((entry) => entry.at.getTime())).toEqual(
    all.map((entry) => entry.at.getTime()).sort((a, b) => b - a),
  );
  const states = all.filter((entry) => entry.type === 'STATE');
  expect(states.map(({ isCurrent }) => isCurrent)).toEqual([true, ...Array<boolean>(129).fill(false)]);
  expect(new Set(states.slice(1).map(({ stayedMs }) => stayedMs))).toEqual(new Set([120_000]));
  expect((await cardHistoryPage(ctx, card.id, 'что-то')).entries).toHaveLength(100);
  const stranger = contextOf(database(), await createChain(database()), 'OWNER');
  expect((await cardHistoryPage(stranger, card.id)).entries).toEqual([]);
});
