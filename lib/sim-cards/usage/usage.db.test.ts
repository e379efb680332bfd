import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '@/lib/access/permission.rule';
import { fixedClock } from '@/lib/core/clock';
import { simOperator } from '@/lib/platform/ports';
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
import { closeAll, connectedOperator } from '@/sandbox/testing';
import { setHours } from '../../stores/commands/set-hours';
import { refreshUsage } from './commands/refresh-usage';
import { setCardLimit } from './commands/set-card-limit';
import { setLimitPolicy } from './commands/set-limit-policy';
import { cardUsage } from './queries';
import { syncUsage } from './sync-usage';

const database = useDatabase();
const IMEI = '490154203237518';
const OTHER = '864850000000013';

let chain: Chain;

beforeEach(async () => {
  await database().simCardTraffic.updateMany({ data: { dueAt: null } });
  chain = await createChain(database(), 100_000);
  await installCabinetModule(database(), chain);
  await database().terminal.update({ where: { id: chain.terminalIds[0] }, data: { imei: IMEI } });
});
afterEach(closeAll);

const owner = () => contextOf(database(), chain, 'OWNER');

describe.each(['mts', 'megafon'] as const)('traffic from %s', (slug) => {
  it('is asked for when it is time, and shown by day and month', async () => {
    const operator = await connectedOperator(slug, { answerMs: 1, shipMs: 1 });
    await operator.settings({ now: TEST_NOW });
    const card = await createCard(database(), chain, { operatorSlug: slug, state: 'ACTIVE' });
    await database().simCard.update({
      where: { id: card.id },
      data: { createdAt: new Date('2026-09-05T00:00:00Z') },
    });
    await operator.setCard(card.iccid, {
      state: 'active',
      imei: IMEI,
      usage: { '2026-09-30': 5_000_000, '2026-11-01': 0, '2026-11-19': 12_000_000, '2026-11-20': 3_500_000 },
    });
    const port = simOperator(slug);
    if (!port) throw new Error('not connected');
    const work = {
      db: database(),
      clock: fixedClock(TEST_NOW),
      operatorSlug: slug,
      operator: port,
      limit: 100,
    };
    expect(await syncUsage(work)).toBe(1);
    expect(await syncUsage(work)).toBe(0);

    const usage = await cardUsage(owner(), card.id, null);
    expect(usage).toMatchObject({
      month: '2026-11-01',
      limitMb: null,
      level: 'NONE',
      syncedAt: new Date(TEST_NOW),
    });
    expect(usage?.days).toHaveLength(20);
    expect(usage?.days.at(-1)).toEqual({ day: '2026-11-20', bytes: 3_500_000 });
    expect(usage?.months.map(({ month }) => month)).toEqual(['2026-11-01', '2026-10-01', '2026-09-01']);
    expect(usage?.bytes).toBe(usage?.months[0]?.bytes);
    const september = await cardUsage(owner(), card.id, '2026-09-01');
    expect(september?.days).toHaveLength(30);
    expect(september?.days.at(-1)).toEqual({ day: '2026-09-30', bytes: 5_000_000 });

    const asked = async () => (await operator.log()).filter(({ path }) => path.includes('usage')).length;
    expect(await asked()).toBe(3);
    const later = fixedClock('2026-11-20T12:00:01Z');
    expect(await syncUsage({ ...work, clock: later })).toBe(1);
    expect(await asked()).toBe(4);
  });

  it('an operator that does not answer is left alone for a while, a closed card for good', async () => {
    const operator = await connectedOperator(slug, { answerMs: 1, shipMs: 1 });
    await operator.mode('error-500');
    for (let i = 0; i < 12; i += 1)
      await createCard(database(), chain, { operatorSlug: slug, terminalId: null });
    const closed = await createCard(database(), chain, { operatorSlug: slug });
    await database().simCard.update({ where: { id: closed.id }, data: { state: 'TERMINATED' } });
    const port = simOperator(slug);
    if (!port) throw new Error('not connected');
    const work = {
      db: database(),
      clock: fixedClock(TEST_NOW),
      operatorSlug: slug,
      operator: port,
      limit: 100,
    };
    expect(await syncUsage(work)).toBe(0);
    const asked = (await operator.log()).length;
    expect(await syncUsage(work)).toBe(0);
    expect((await operator.log()).length).toBe(asked);
    const { dueAt } = await database().simCardTraffic.findUniqueOrThrow({ where: { simCardId: closed.id } });
    expect(dueAt).toBeNull();
  });
});

describe('asking now', () => {
  it('once a minute, with words when there is nobody to ask', async () => {
    const operator = await connectedOperator('mts', { answerMs: 1, shipMs: 1 });
    const card = await createCard(database(), chain, { state: 'ACTIVE' });
    await operator.setCard(card.iccid, { state: 'active', imei: OTHER });
    const refresh = (id: string) => refreshUsage(owner(), { simCardId: id }, simOperator);
    expect(await refresh(card.id)).toEqual({ ok: true, value: { asked: true } });
    expect(await refresh(card.id)).toEqual({ ok: true, value: { asked: false } });
    const [moved] = await cardLog(owner(), card.id);
    expect(moved).toMatchObject({ kind: 'DEVICE_CHANGED', actorName: 'Кабинет' });
    const beeline = await createCard(database(), chain, { operatorSlug: 'beeline', terminalId: null });
    expect(await refresh(beeline.id)).toMatchObject({ code: 'OPERATOR_NOT_INTEGRATED' });
    await operator.mode('error-500');
    const silent = await createCard(database(), chain, { terminalId: null });
    expect(await refresh(silent.id)).toMatchObject({ code: 'OPERATOR_UNAVAILABLE' });
  });
});

describe('who may', () => {
  it.each<[Role, string | null, string | null, string | null]>([
    ['OWNER', null, null, null],
    ['ADMIN', null, 'ALL_STORES_REQUIRED', null],
    ['ACCOUNTANT', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
    ['CASHIER', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
  ])('%s', async (role, card, policy, store) => {
    const ctx = contextOf(database(), chain, role);
    const { id } = await createCard(database(), chain);
    const code = (result: { ok: boolean; code?: string }) => (result.ok ? null : result.code);
    expect(code(await setCardLimit(ctx, { simCardId: id, limitMb: 100 }))).toBe(card);
    expect(code(await setLimitPolicy(ctx, { dataLimitMb: 100, whenOver: 'WARN' }))).toBe(policy);
    expect(code(await setHours(ctx, { storeId: chain.storeIds[0], hours: null }))).toBe(store);
    const refreshed = await refreshUsage(ctx, { simCardId: randomUUID() }, simOperator);
    expect(code(refreshed)).toBe(card ?? 'NOT_FOUND');
  });

  it('a foreign card, and a card or a store out of scope, are not found', async () => {
    const other = await createChain(database());
    const foreign = await createCard(database(), other);
    const away = await createCard(database(), chain, { terminalId: chain.terminalIds[2] });
    const admin = contextOf(database(), chain, 'ADMIN');
    for (const [ctx, id] of [
      [owner(), foreign.id],
      [admin, away.id],
    ] as const) {
      expect(await setCardLimit(ctx, { simCardId: id, limitMb: 1 })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refreshUsage(ctx, { simCardId: id }, simOperator)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await cardUsage(ctx, id, null)).toBeNull();
    }
    const hours = { opensAt: 0, closesAt: 0 };
    expect(await setHours(owner(), { storeId: other.storeIds[0], hours })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await setHours(admin, { storeId: chain.storeIds[1], hours })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('cards come from elsewhere with their traffic row, one each', async () => {
  const { id } = await createCard(database(), chain);
  expect(await database().simCardTraffic.findUnique({ where: { simCardId: id } })).toMatchObject({
    operatorSlug: 'mts',
    level: 'NONE',
  });
});
