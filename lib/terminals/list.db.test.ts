import { beforeEach, describe, expect, it } from 'vitest';
import { roles } from '@/lib/access/permission.rule';
import { localDate, toDbDate } from '@/lib/core/local-date';
import { realNow } from '@/lib/platform/clock';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, TEST_NOW } from '@/lib/testing/factories';
import { selectTerminals } from './commands/select-terminals';
import { MOST_NAMED } from './filter.rule';
import { listTerminals, namedTerminals } from './queries';
import { terminalFile } from './terminal-file';

const database = useDatabase();
let chain: Chain;
beforeEach(async () => {
  chain = await createChain(database());
});

const owner = () => contextOf(database(), chain, 'OWNER');
const change = (id: string, data: Parameters<ReturnType<typeof database>['terminal']['update']>[0]['data']) =>
  database().terminal.update({ where: { id }, data });
const names = async (params: Record<string, string>) =>
  (await listTerminals(owner(), params)).rows.map(({ name }) => name);

async function more(count: number): Promise<void> {
  await database().terminal.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      organizationId: chain.organizationId,
      storeId: chain.storeIds[0],
      name: `Касса ${String(index % 7)}`,
      model: '5',
      serialNumber: `009${String(realNow().getTime()).slice(-8)}${String(index).padStart(3, '0')}`,
      lastSeenAt: index % 3 ? new Date(Date.parse(TEST_NOW) - index * 60_000) : null,
      fiscalDriveExpiresOn: index % 4 ? toDbDate(localDate(`2027-0${String((index % 8) + 1)}-15`)) : null,
      createdAt: new Date(TEST_NOW),
    })),
  });
}

describe('the list', () => {
  it('is narrowed by line, mode, drive and number', async () => {
    const [first, second, third] = chain.terminalIds;
    await change(first, { imei: '864851234567890', fiscalDriveExpiresOn: toDbDate(localDate('2026-12-20')) });
    await change(second, { ofdMode: 'AUTONOMOUS', fiscalDriveExpiresOn: toDbDate(localDate('2026-11-20')) });
    await change(third, { posVersion: null });
    expect(await names({ line: '8' })).toEqual(['Прилавок 1']);
    expect(await names({ line: '6' })).toEqual(['Прилавок 2']);
    expect(await names({ line: 'UNKNOWN' })).toEqual(['Касса у входа']);
    expect(await names({ ofd: 'AUTONOMOUS' })).toEqual(['Прилавок 2']);
    expect(await names({ drive: 'SOON' })).toEqual(['Прилавок 1']);
    expect(await names({ drive: 'OVER' })).toEqual(['Прилавок 2']);
    expect(await names({ drive: 'UNKNOWN' })).toEqual(['Касса у входа']);
    expect(await names({ q: '4567890' })).toEqual(['Прилавок 1']);
    expect(await names({ q: '100%' })).toEqual([]);
    expect(await names({ health: 'no such', ofd: '', drive: 'x' })).toHaveLength(3);
    expect((await listTerminals(owner(), {})).lines).toEqual(['8', '6']);
  });

  it.each(['name', '-name', 'seen', '-seen', 'drive', '-drive'])(
    'sorted by %s it is paged there and back without gaps',
    async (sort) => {
      await more(130);
      const pages: string[][] = [];
      let after: string | null = null;
      let before: string | null = null;
      do {
        const page = await listTerminals(owner(), { sort, ...(after !== null && { after }) });
        pages.push(page.rows.map(({ id }) => id));
        before = page.previous;
        after = page.next;
      } while (after !== null);
      expect(pages.map(({ length }) => length)).toEqual([50, 50, 33]);
      expect(new Set(pages.flat()).size).toBe(133);
      const back = await listTerminals(owner(), { sort, before: before ?? '' });
      expect(back.rows.map(({ id }) => id)).toEqual(pages[1]);
      expect(back.previous).not.toBeNull();
      const first = await listTerminals(owner(), { sort, before: back.previous ?? '' });
      expect(first.rows.map(({ id }) => id)).toEqual(pages[0]);
      expect(first.previous).toBeNull();
    },
  );

  it('a cursor that is none of ours is the first page', async () => {
    for (const after of ['x', '~', `${chain.terminalIds[0]}~not a day`, 'a~b']) {
      expect((await listTerminals(owner(), { sort: 'drive', after })).rows).toHaveLength(3);
    }
  });

  it('what the filter finds is chosen on all pages, so many as an address names', async () => {
    await more(130);
    const all = await selectTerminals(owner(), { filter: {} });
    expect(all.ok && [all.value.ids.length, all.value.total]).toEqual([MOST_NAMED, 133]);
    const some = await selectTerminals(owner(), { filter: { q: 'прилавок', store: chain.storeIds[0] } });
    expect(some.ok && some.value.ids).toEqual([chain.terminalIds[0], chain.terminalIds[1]]);
    expect(await selectTerminals(owner(), { filter: { store: 'x' } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(namedTerminals([chain.terminalIds[0], 'x', chain.terminalIds[0]])).toEqual([chain.terminalIds[0]]);
    expect(namedTerminals(undefined)).toEqual([]);
  });
});

describe('the file', () => {
  it.each(roles)('%s', async (role) => {
    const file = await terminalFile(contextOf(database(), chain, role), {}, 'csv');
    if (role === 'CASHIER') expect(file).toBeNull();
    else expect(String(file?.body).trim().split('\r\n')).toHaveLength(role === 'ADMIN' ? 3 : 4);
  });

  it('holds what is seen, in the time of the store, and no formula', async () => {
    const [first] = chain.terminalIds;
    const kamchatka = chain.terminalIds[2];
    await change(first, { name: '=cmd|calc', fiscalDrive: '9960440300000001' });
    const file = await terminalFile(owner(), { sort: '-name' }, 'csv');
    expect(file?.name).toBe('Кассы 20.11.2026 12-00.csv');
    const rows = String(file?.body).split('\r\n');
    expect(rows.find((row) => row.includes('cmd'))).toMatch(/^'=cmd\|calc;Центр;Работает;;7\.3;003\d/);
    expect(rows.find((row) => row.includes('9960'))).toContain('9960\u00a04403\u00a00000\u00a00001');
    expect(rows.find((row) => row.startsWith('Касса у входа'))).toContain('20.11.2026 21:00');
    expect(kamchatka).toBeTruthy();
    const xlsx = await terminalFile(owner(), { q: 'нет такой' }, 'xlsx');
    expect(xlsx?.body).toBeInstanceOf(Uint8Array);
  });
});
