import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { narrowedTo } from '@/lib/access/context';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
} from '@/lib/testing/factories';
import { activateSimCards } from './commands/activate';
import { listSimCards, operatorOptions, simCardCounts, simCardDetail } from './queries';
import { simCardFilter } from './schema';

const database = useDatabase();

let chain: Chain;
let other: Chain;
const ids: string[] = [];

beforeAll(async () => {
  chain = await createChain(database(), 1_000_000);
  other = await createChain(database());
  await installCabinetModule(database(), chain);
  for (let index = 0; index < 60; index += 1) {
    const terminalId = chain.terminalIds[index % 3] ?? null;
    const state = index % 2 ? 'ACTIVE' : 'READY';
    const operatorSlug = index % 10 === 0 ? 'megafon' : 'mts';
    const card = await createCard(database(), chain, { state, terminalId, operatorSlug });
    ids.push(card.id);
  }
  const first = ids[0] ?? '';
  await database().simCard.update({
    where: { id: first },
    data: { iccid: '8970101123456789019', msisdn: '+79110001122', label: 'Запасная_50%' },
  });
  await activateSimCards(contextOf(database(), chain, 'OWNER'), {
    requestId: randomUUID(),
    cardIds: [first],
    period: 'M3',
    expectedTotal: 55_000,
  });
  await createCard(database(), other);
});

const list = (params: Record<string, string>, ctx = contextOf(database(), chain, 'OWNER')) =>
  listSimCards(ctx, simCardFilter(params));

describe('pages', () => {
  it('go to the end and back, each card once, newest first', async () => {
    const first = await list({});
    expect(first.rows).toHaveLength(50);
    expect(first).toMatchObject({ total: 60, previous: null });
    const second = await list({ after: first.next ?? '' });
    expect(second.rows).toHaveLength(10);
    expect(second.next).toBeNull();
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual([...ids].reverse());
    const back = await list({ before: second.previous ?? '' });
    expect(back.rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
    expect(back.previous).toBeNull();
    expect(back.next).not.toBeNull();
  });

  it('an empty page still knows the count', async () => {
    expect(await list({ after: ids[0] ?? '' })).toMatchObject({ rows: [], total: 60, next: null });
  });
});

describe('filters', () => {
  it.each<[string, Record<string, string>, number]>([
    ['state', { state: 'ACTIVE' }, 30],
    ['under way', { state: 'BUSY' }, 1],
    ['an unknown state is left out', { state: 'LOST' }, 60],
    ['operator', { operator: 'megafon' }, 6],
    ['period', { period: 'M3' }, 1],
    ['period without cards', { period: 'M12' }, 0],
    ['number', { q: '6789019' }, 1],
    ['number with gaps', { q: '1234 5678 90' }, 1],
    ['telephone', { q: '8 911 000-11-22' }, 1],
    ['label', { q: 'запасная' }, 1],
    ['no wildcard', { q: 'ная_50%' }, 1],
    ['no wildcard either', { q: 'ная%50' }, 0],
    ['terminal', { q: 'прилавок 1' }, 20],
    ['terminal and state', { q: 'прилавок 1', state: 'ACTIVE' }, 10],
    ['too short', { q: 'ап' }, 60],
  ])('%s', async (_, params, total) => {
    expect(await list(params)).toMatchObject({ total });
  });

  it('shows what pays and what runs', async () => {
    const { rows } = await list({ period: 'M3' });
    expect(rows[0]).toMatchObject({
      state: 'ACTIVATING',
      terminalName: 'Прилавок 1',
      payment: { period: 'M3', until: '2027-02-20', renews: true, pastDue: false },
      operation: { action: 'ACTIVATE', state: 'QUEUED', previousState: 'READY' },
    });
  });
});

describe('scope', () => {
  it('a store narrows the list and the counts', async () => {
    const owner = contextOf(database(), chain, 'OWNER');
    expect(await list({}, narrowedTo(owner, chain.storeIds[1]))).toMatchObject({ total: 20 });
    expect(await list({}, contextOf(database(), chain, 'ADMIN'))).toMatchObject({ total: 40 });
    expect(await list({}, contextOf(database(), other, 'OWNER'))).toMatchObject({ total: 1 });
    expect(await simCardCounts(owner)).toMatchObject({
      total: 60,
      byState: { ACTIVE: 30, READY: 29, ACTIVATING: 1, TERMINATED: 0 },
    });
    expect((await simCardCounts(contextOf(database(), chain, 'CASHIER'))).total).toBe(40);
  });

  it('a foreign card, one of a foreign store and what is no id are not found', async () => {
    const id = ids[2] ?? '';
    expect(await simCardDetail(contextOf(database(), chain, 'OWNER'), id)).toMatchObject({ id });
    expect(await simCardDetail(contextOf(database(), chain, 'ADMIN'), id)).toBeNull();
    expect(await simCardDetail(contextOf(database(), other, 'OWNER'), id)).toBeNull();
    expect(await simCardDetail(contextOf(database(), chain, 'OWNER'), 'x')).toBeNull();
  });

  it('knows which operators are connected', async () => {
    expect(await operatorOptions(contextOf(database(), chain, 'OWNER'))).toEqual([
      { slug: 'mts', name: 'МТС', integrated: true },
      { slug: 'megafon', name: 'МегаФон', integrated: true },
      { slug: 'beeline', name: 'Билайн', integrated: false },
    ]);
  });
});
