import { beforeEach, describe, expect, it } from 'vitest';
import { narrowedTo } from '@/lib/access/context';
import { roles } from '@/lib/access/permission.rule';
import { toDbDate, localDate } from '@/lib/core/local-date';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createCard, createChain, TEST_NOW } from '@/lib/testing/factories';
import { healthStates } from './model';
import { findTerminal, listTerminals, terminalAttention, terminalCounts, terminalOptions } from './queries';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
const owner = (now = TEST_NOW) => contextOf(database(), chain, 'OWNER', now);

beforeEach(async () => {
  chain = await createChain(database());
  foreign = await createChain(database());
});

const ago = (hours: number, now = TEST_NOW) => new Date(Date.parse(now) - hours * 3_600_000);
const change = (id: string, data: Parameters<ReturnType<typeof database>['terminal']['update']>[0]['data']) =>
  database().terminal.update({ where: { id }, data });

describe('who sees which terminals', () => {
  it.each(roles)('%s sees those of the own stores', async (role) => {
    const ctx = contextOf(database(), chain, role);
    const limited = role === 'ADMIN' || role === 'CASHIER';
    const expected = limited ? chain.terminalIds.slice(0, 2) : [...chain.terminalIds];
    const sorted = (ids: readonly string[]) => [...ids].sort();
    expect(sorted((await listTerminals(ctx, {})).rows.map((row) => row.id))).toEqual(sorted(expected));
    expect(sorted((await terminalOptions(ctx)).map((row) => row.id))).toEqual(sorted(expected));
    expect((await terminalCounts(ctx)).total).toBe(expected.length);
    expect((await findTerminal(ctx, chain.terminalIds[2]))?.id ?? null).toBe(
      limited ? null : chain.terminalIds[2],
    );
  });

  it('does not find a foreign or unknown terminal', async () => {
    expect(await findTerminal(owner(), foreign.terminalIds[0])).toBeNull();
    expect(await findTerminal(owner(), chain.organizationId)).toBeNull();
    expect(await findTerminal(owner(), 'not-an-id')).toBeNull();
    const elsewhere = narrowedTo(contextOf(database(), chain, 'ADMIN'), chain.storeIds[1]);
    expect((await listTerminals(elsewhere, {})).rows).toEqual([]);
  });
});

describe('health, the same in the list, its filter and the counts', () => {
  const filtered = async (now: string) => {
    const ctx = owner(now);
    const all = (await listTerminals(ctx, {})).rows;
    for (const health of healthStates) {
      const { rows, total } = await listTerminals(ctx, { health });
      const expected = all.filter((row) => row.health === health).map((row) => row.id);
      expect(rows.map((row) => row.id)).toEqual(expected);
      expect(total).toBe(expected.length);
      expect((await terminalCounts(ctx))[health]).toBe(expected.length);
    }
    const troubled = all.filter((row) => row.health !== 'OK').map((row) => `terminal:${row.id}`);
    expect((await terminalAttention(ctx)).map((item) => item.id).sort()).toEqual(troubled.sort());
    return Object.fromEntries(all.map((row) => [row.id, row.health]));
  };

  it('a register on mains power with nothing to complain of works', async () => {
    expect(Object.values(await filtered(TEST_NOW))).toEqual(['OK', 'OK', 'OK']);
  });

  it('silence, paper, battery, receipts that wait', async () => {
    const [first, second, third] = chain.terminalIds;
    await change(first, { lastSeenAt: null });
    await change(second, { lastSeenAt: ago(25) });
    await change(third, { lastSeenAt: ago(73) });
    expect(await filtered(TEST_NOW)).toEqual({
      [first]: 'OFFLINE',
      [second]: 'NEEDS_ATTENTION',
      [third]: 'OFFLINE',
    });
    await change(first, { lastSeenAt: ago(1), paper: 'LOW' });
    await change(second, { lastSeenAt: ago(1), batteryPercent: 19 });
    await change(third, { lastSeenAt: ago(1), batteryPercent: 20, oldestPendingAt: ago(25) });
    expect(new Set(Object.values(await filtered(TEST_NOW)))).toEqual(new Set(['NEEDS_ATTENTION']));
    await change(third, { ofdMode: 'AUTONOMOUS' });
    expect((await filtered(TEST_NOW))[third]).toBe('OK');
  });

  it('receipts of late yesterday do not wait a day yet', async () => {
    const now = '2026-11-19T21:30:00Z';
    for (const id of chain.terminalIds) await change(id, { lastSeenAt: ago(0.1, now) });
    await change(chain.terminalIds[0], { oldestPendingAt: ago(2, now) });
    expect((await filtered(now))[chain.terminalIds[0]]).toBe('OK');
  });

  it('the last 30 days of the fiscal drive are counted in the day of the store', async () => {
    const [moscow, , kamchatka] = chain.terminalIds;
    const now = '2026-11-20T13:00:00Z';
    for (const id of chain.terminalIds) await change(id, { lastSeenAt: ago(0.1, now) });
    const fiscalDriveExpiresOn = toDbDate(localDate('2026-12-21'));
    await change(moscow, { fiscalDriveExpiresOn });
    await change(kamchatka, { fiscalDriveExpiresOn });
    expect(await filtered(now)).toMatchObject({ [moscow]: 'OK', [kamchatka]: 'NEEDS_ATTENTION' });
    expect(await filtered('2026-11-20T21:00:00Z')).toMatchObject({
      [moscow]: 'NEEDS_ATTENTION',
      [kamchatka]: 'NEEDS_ATTENTION',
    });
  });
});

describe('list and page of a terminal', () => {
  it('finds by any natural key and pages by 50 without gaps', async () => {
    const [template] = await database().terminal.findMany({ where: { id: chain.terminalIds[0] } });
    if (!template) throw new Error('no terminal');
    await database().terminal.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({
        organizationId: chain.organizationId,
        storeId: chain.storeIds[0],
        name: 'Касса',
        model: index % 2 ? '5' : '10',
        serialNumber: `009${String(realNow().getTime()).slice(-9)}${String(index).padStart(2, '0')}`,
        createdAt: new Date(TEST_NOW),
      })),
    });
    const first = await listTerminals(owner(), {});
    expect([first.rows.length, first.total, first.models]).toEqual([50, 63, ['10', '5', '7.3']]);
    const second = await listTerminals(owner(), { after: first.next ?? '' });
    expect([second.rows.length, second.next]).toEqual([13, null]);
    expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(63);
    expect((await listTerminals(owner(), { model: '5' })).total).toBe(30);
    const found = async (q: string) => (await listTerminals(owner(), { q })).rows.map((row) => row.id);
    expect(await found('прилавок 1')).toEqual([chain.terminalIds[0]]);
    expect(await found(template.serialNumber.slice(-8))).toEqual([chain.terminalIds[0]]);
    expect((await listTerminals(owner(), { after: foreign.terminalIds[0] })).rows).toHaveLength(50);
  });

  it('shows the card with its state', async () => {
    const card = await createCard(database(), chain, { state: 'ACTIVE' });
    expect(await findTerminal(owner(), chain.terminalIds[0])).toMatchObject({
      name: 'Прилавок 1',
      storeName: 'Центр',
      cards: [{ id: card.id, iccid: card.iccid, state: 'ACTIVE', operator: { name: 'МТС' } }],
    });
  });
});
