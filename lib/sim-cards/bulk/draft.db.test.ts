import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { type Role, roles } from '@/lib/access/permission.rule';
import { chainWithModule } from '@/lib/testing/card-orders';
import { useDatabase } from '@/lib/testing/database';
import {
  anIccid,
  type Chain,
  contextOf,
  createCard,
  createChain,
  withCheckDigit,
} from '@/lib/testing/factories';
import { createCards, drafted, outcome, started } from '@/lib/testing/sim-bulk';
import { MAX_BYTES, MAX_ROWS } from './card-list.rule';
import { confirmBulk } from './commands/confirm-bulk';
import { continueBulk } from './commands/continue-bulk';
import { draftFromFilter } from './commands/draft-from-filter';
import { draftFromList } from './commands/draft-from-list';
import { pauseBulk } from './commands/pause-bulk';
import { recheckBulk } from './commands/recheck-bulk';
import { retryBulk } from './commands/retry-bulk';
import { stopBulk } from './commands/stop-bulk';
import { failuresFile } from './failures-file';
import { bulkDetail, bulkFailures, bulkItems, bulkOffer, countCards, listBulks } from './queries';
import { readSheet } from './sheet';
import { xlsxFile } from '@/lib/core/table-file';

const database = useDatabase();

async function cabinet(): Promise<{ chain: Chain; owner: Context }> {
  const chain = await chainWithModule(database(), 100_000_000);
  return { chain, owner: contextOf(database(), chain, 'OWNER') };
}

const file = (bytes: Uint8Array | string, fileName: string | null = 'карты.csv') => ({
  requestId: randomUUID(),
  action: 'ACTIVATE' as const,
  fileName,
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
});

const whole = { filter: null, after: null, before: null };

describe('checking a list', () => {
  it('10 000 rows with 700 bad ones: each named with its line and reason, the good ones can go on', async () => {
    const { chain, owner } = await cabinet();
    const cards = await createCards(database(), chain, 9_300);
    const rows = cards.map(({ iccid }) => iccid);
    const strangers = await createCards(database(), await createChain(database()), 100);
    const bad = [
      ...Array.from({ length: 200 }, () => [
        'ROW_CHECK_DIGIT',
        anIccid().replace(/.$/, (d) => String((Number(d) + 1) % 10)),
      ]),
      ...Array.from({ length: 200 }, () => ['ROW_LENGTH', anIccid().slice(1)]),
      ...Array.from({ length: 100 }, (_, i) => ['ROW_CHARACTERS', `карта ${String(i)}`]),
      ...rows.slice(0, 50).map((iccid) => ['DUPLICATE', iccid.replace(/^(.{4})/, '$1 ')]),
      ...Array.from({ length: 50 }, () => ['NOT_FOUND', anIccid()]),
      ...strangers.map(({ iccid }) => ['NOT_FOUND', iccid]),
    ] as [string, string][];
    expect(bad).toHaveLength(700);
    const list = ['Номер карты', ...rows, ...bad.map(([, row]) => row)].join('\r\n');

    const input = file(list);
    const result = await draftFromList(owner, input);
    if (!result.ok) throw new Error(result.code);
    expect(await draftFromList(owner, input)).toEqual(result);

    const { bulkId } = result.value;
    const bulk = await outcome(owner, bulkId);
    expect(bulk).toMatchObject({ total: 10_000, counts: { WAITING: 9_300, REFUSED: 700 }, origin: 'FILE' });
    expect(await bulkFailures(owner, bulkId)).toMatchObject(
      bad.map(([, row], i) => ({
        line: 9_302 + i,
        text: row,
        reason: expect.stringMatching(/[а-яё]/) as unknown,
      })),
    );
    const codes = await database().simBulkItem.findMany({
      where: { bulkId, state: 'REFUSED' },
      orderBy: { position: 'asc' },
      select: { code: true },
    });
    expect(codes.map(({ code }) => code)).toEqual(bad.map(([code]) => code));
    expect(await bulkOffer(owner, bulk)).toMatchObject({ cards: 9_300, toPay: 9_300, balance: 100_000_000 });
    expect(await database().simOperation.count({ where: { organizationId: chain.organizationId } })).toBe(0);
  });

  it('a spreadsheet; a number of 20 digits is the card of 19', async () => {
    const { chain, owner } = await cabinet();
    const [card] = await createCards(database(), chain, 1);
    const long = withCheckDigit(card?.iccid ?? '');
    const sheet = xlsxFile(
      'Карты',
      [
        ['Касса', 'ICCID'],
        ['Прилавок', long],
      ],
      [],
    );
    const result = await draftFromList(owner, file(sheet, 'карты.xlsx'));
    if (!result.ok) throw new Error(result.code);
    expect((await bulkItems(owner, result.value.bulkId, whole)).rows).toMatchObject([
      { line: 2, state: 'WAITING', simCardId: card?.id },
    ]);
  });

  it.each([
    ['nothing', ' \n', 'LIST_EMPTY'],
    ['only a title', 'ICCID', 'LIST_EMPTY'],
    ['too many rows', Array.from({ length: MAX_ROWS + 2 }, (_, i) => String(i)).join('\n'), 'LIST_TOO_LONG'],
    ['too many in a line', `${`${anIccid()},`.repeat(MAX_ROWS + 1)}\n`, 'LIST_TOO_LONG'],
    ['too large a file', 'x'.repeat(MAX_BYTES + 1), 'FILE_TOO_LARGE'],
    ['an old spreadsheet', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'FILE_OLD_SHEET'],
    ['a damaged spreadsheet', Uint8Array.of(0x50, 0x4b, 3, 4, 5), 'FILE_UNREADABLE'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1), 'FILE_UNREADABLE'],
  ])('%s is refused as a whole', async (_, bytes, code) => {
    const { chain, owner } = await cabinet();
    expect(await draftFromList(owner, file(bytes))).toMatchObject({ ok: false, code });
    expect(await database().simBulk.count({ where: { organizationId: chain.organizationId } })).toBe(0);
  });

  it('checked anew it says what is true now; mistakes of the list stay', async () => {
    const { chain, owner } = await cabinet();
    const [ready, active] = [
      await createCard(database(), chain),
      await createCard(database(), chain, { state: 'ACTIVE' }),
    ];
    const bulkId = await drafted(owner, [ready.iccid, 'не карта', active.iccid]);
    await database().simCard.update({ where: { id: ready.id }, data: { state: 'ACTIVE' } });
    await database().simCard.update({ where: { id: active.id }, data: { state: 'INACTIVE' } });
    expect(await recheckBulk(owner, { bulkId })).toMatchObject({ ok: true });
    expect((await bulkItems(owner, bulkId, whole)).rows.map(({ line, state }) => [line, state])).toEqual([
      [1, 'REFUSED'],
      [2, 'REFUSED'],
      [3, 'WAITING'],
    ]);
  });

  it('all that a filter of the list finds, on all its pages', async () => {
    const { chain, owner } = await cabinet();
    await createCards(database(), chain, 120);
    await createCards(database(), chain, 30, { state: 'ACTIVE' });
    await createCards(database(), chain, 5, { storeId: chain.storeIds[1] });
    const count = async (filter: Record<string, string>) => {
      const counted = await countCards(owner, { filter });
      const request = { requestId: randomUUID(), action: 'ACTIVATE' as const, filter };
      const draft = await draftFromFilter(owner, request);
      if (!counted.ok || !draft.ok) throw new Error('refused');
      expect(await draftFromFilter(owner, request)).toEqual(draft);
      const { total, counts } = await outcome(owner, draft.value.bulkId);
      expect(counted.value.count).toBe(total);
      return counts;
    };
    expect(await count({})).toEqual({ WAITING: 125, REFUSED: 30 });
    expect(await count({ state: 'READY' })).toEqual({ WAITING: 125 });
    expect(await count({ state: 'READY', store: chain.storeIds[1] })).toEqual({ WAITING: 5 });
    expect(
      await draftFromFilter(owner, {
        requestId: randomUUID(),
        action: 'ACTIVATE',
        filter: { q: 'нет такой' },
      }),
    ).toMatchObject({ code: 'LIST_EMPTY' });
  });
});

describe('starting', () => {
  it.each([
    ['another sum than the screen said', { expectedTotal: 18_000 }, 'QUOTE_CHANGED'],
    ['no period', { period: null }, 'PERIOD_INVALID'],
    ['too little money', { period: 'M12' as const, expectedTotal: 206_000 }, 'INSUFFICIENT_FUNDS'],
  ])('%s: nothing happens', async (_, change, code) => {
    const chain = await chainWithModule(database(), 100_000);
    const owner = contextOf(database(), chain, 'OWNER');
    const bulkId = await drafted(owner, [(await createCard(database(), chain)).iccid]);
    const start = { bulkId, period: 'M1' as const, expectedTotal: 19_000, stopRenewal: false };
    expect(await confirmBulk(owner, { ...start, ...change })).toMatchObject({ ok: false, code });
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'DRAFT', confirmedAt: null });
    expect(await confirmBulk(owner, start)).toMatchObject({ ok: true });
    expect(await confirmBulk(owner, start)).toMatchObject({ ok: true });
  });

  it('a list without a card that can go is not started', async () => {
    const { owner } = await cabinet();
    const bulkId = await drafted(owner, [anIccid()]);
    const start = { bulkId, period: null, expectedTotal: 0, stopRenewal: false };
    expect(await confirmBulk(owner, start)).toMatchObject({ code: 'NOTHING_TO_DO' });
  });
});

describe('reading', () => {
  it('the rows by pages, forwards and back, filtered', async () => {
    const { chain, owner } = await cabinet();
    const cards = await createCards(database(), chain, 120);
    const bulkId = await drafted(owner, [...cards.map(({ iccid }) => iccid), 'не карта']);
    const first = await bulkItems(owner, bulkId, whole);
    expect([first.rows.length, first.previous, first.next]).toEqual([50, null, 50]);
    const second = await bulkItems(owner, bulkId, { ...whole, after: 50 });
    expect([second.rows[0]?.position, second.previous, second.next]).toEqual([51, 51, 100]);
    const last = await bulkItems(owner, bulkId, { ...whole, after: 100 });
    expect([last.rows.length, last.previous, last.next]).toEqual([21, 101, null]);
    expect(await bulkItems(owner, bulkId, { ...whole, before: 101 })).toEqual(second);
    expect(await bulkItems(owner, bulkId, { ...whole, before: 51 })).toEqual(first);
    expect((await bulkItems(owner, bulkId, { ...whole, filter: 'BAD' })).rows).toMatchObject([
      { position: 121 },
    ]);
  });

  it('failures as files that can be corrected and loaded again, no formula in them', async () => {
    const { chain, owner } = await cabinet();
    const active = await createCard(database(), chain, { state: 'ACTIVE' });
    const ready = await createCard(database(), chain);
    const bulkId = await drafted(owner, [ready.iccid, active.iccid, '=HYPERLINK("http://x")']);
    const csv = await failuresFile(owner, bulkId, 'csv');
    const grouped = active.iccid.match(/.{1,4}/g)?.join(' ') ?? '';
    expect(csv).toMatchObject({ name: 'Карты с ошибками.csv' });
    const body = String(csv?.body);
    expect(body).toContain(`2;${grouped};`);
    expect(body).toContain(`3;"'=HYPERLINK(""http://x"")";`);
    const sheet = await failuresFile(owner, bulkId, 'xlsx');
    const rows = readSheet(sheet?.body as Uint8Array);
    expect(rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['Строка', 'Номер карты'],
      ['2', grouped],
      ['3', '=HYPERLINK("http://x")'],
    ]);

    await database().simCard.update({ where: { id: active.id }, data: { state: 'INACTIVE' } });
    for (const again of [body, sheet?.body as Uint8Array]) {
      const result = await draftFromList(owner, file(again));
      if (!result.ok) throw new Error(result.code);
      expect((await outcome(owner, result.value.bulkId)).counts).toEqual({ WAITING: 1, REFUSED: 1 });
    }
  });
});

const commands: Record<string, (ctx: Context, bulkId: string) => Promise<{ ok: boolean }>> = {
  draftFromList: (ctx) => draftFromList(ctx, file(anIccid())),
  draftFromFilter: (ctx) =>
    draftFromFilter(ctx, { requestId: randomUUID(), action: 'ACTIVATE', filter: { state: 'READY' } }),
  countCards: (ctx) => countCards(ctx, { filter: {} }),
  recheck: (ctx, bulkId) => recheckBulk(ctx, { bulkId }),
  confirm: (ctx, bulkId) =>
    confirmBulk(ctx, { bulkId, period: 'M1', expectedTotal: 19_000, stopRenewal: false }),
  pause: (ctx, bulkId) => pauseBulk(ctx, { bulkId }),
  continue: (ctx, bulkId) => continueBulk(ctx, { bulkId }),
  stop: (ctx, bulkId) => stopBulk(ctx, { bulkId }),
  retry: (ctx, bulkId) => retryBulk(ctx, { requestId: randomUUID(), bulkId }),
};
const allowed: readonly Role[] = ['OWNER', 'ADMIN'];

describe('who may', () => {
  it.each(roles.flatMap((role) => Object.keys(commands).map((name) => [role, name] as const)))(
    '%s: %s',
    async (role, name) => {
      const { chain } = await cabinet();
      const ctx = contextOf(database(), chain, role);
      const admin = contextOf(database(), chain, 'ADMIN');
      const card = await createCard(database(), chain);
      const isDraft = name === 'recheck' || name === 'confirm';
      const bulkId = await (isDraft ? drafted : started)(admin, [card.iccid]);
      if (name === 'continue') await pauseBulk(admin, { bulkId });
      if (name === 'retry') await stopBulk(admin, { bulkId });
      const result = await commands[name]?.(ctx, bulkId);
      expect(result).toMatchObject(allowed.includes(role) ? { ok: true } : { ok: false, code: 'FORBIDDEN' });
      const detail = await bulkDetail(ctx, bulkId);
      const list = await listBulks(ctx, null);
      expect([detail !== null, list.rows.length > 0]).toEqual(
        allowed.includes(role) ? [true, true] : [false, false],
      );
    },
  );

  it('a bulk of another organization, or of stores out of scope, is not found', async () => {
    const { chain, owner } = await cabinet();
    const stranger = (await cabinet()).owner;
    const admin = contextOf(database(), chain, 'ADMIN');
    const bulkId = await drafted(owner, [(await createCard(database(), chain)).iccid]);
    for (const ctx of [stranger, admin]) {
      for (const [name, command] of Object.entries(commands)) {
        if (name.startsWith('draft') || name === 'countCards') continue;
        expect(await command(ctx, bulkId), name).toMatchObject({ ok: false, code: 'NOT_FOUND' });
      }
      expect(await bulkDetail(ctx, bulkId)).toBeNull();
      expect(await bulkFailures(ctx, bulkId)).toBeNull();
      expect((await listBulks(ctx, null)).rows).toEqual([]);
    }
    expect(await bulkDetail(owner, 'не-номер')).toBeNull();
    expect(await outcome(owner, bulkId)).toMatchObject({ state: 'DRAFT' });
  });

  it('a card of another store is as unknown as one of nobody', async () => {
    const { chain } = await cabinet();
    const admin = contextOf(database(), chain, 'ADMIN');
    const other = await createCard(database(), chain, { terminalId: chain.terminalIds[2] });
    const bulkId = await drafted(admin, [other.iccid, anIccid()]);
    const { rows } = await bulkItems(admin, bulkId, whole);
    expect(rows.map(({ reason, simCardId }) => [reason, simCardId])).toEqual([
      [rows[1]?.reason, null],
      [rows[1]?.reason, null],
    ]);
  });

  it('without the module nothing is checked or started', async () => {
    const chain = await createChain(database());
    const owner = contextOf(database(), chain, 'OWNER');
    expect(await draftFromList(owner, file(anIccid()))).toMatchObject({ code: 'MODULE_NOT_INSTALLED' });
    expect(
      await draftFromFilter(owner, { requestId: randomUUID(), action: 'ACTIVATE', filter: {} }),
    ).toMatchObject({ code: 'MODULE_NOT_INSTALLED' });
  });
});
