import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import type { LocalDate } from '@/lib/core/local-date';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
  TEST_NOW,
} from '@/lib/testing/factories';
import { cardLog, endOperation } from '@/lib/testing/sim-cards';
import { setHours } from '../../stores/commands/set-hours';
import { activateSimCards } from '../commands/activate';
import type { OperatorCard } from '../operator.port';
import { listSimCards, simCardAttention } from '../queries';
import { simCardFilter } from '../schema';
import { recordUsage } from './commands/record-usage';
import { setCardLimit } from './commands/set-card-limit';
import { setLimitPolicy } from './commands/set-limit-policy';
import { cardUsage, limitPolicy } from './queries';
import { MEGABYTE, usageLevel } from './usage.rule';
import { watchLimits } from './watch-limits';

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

const owner = () => contextOf(database(), chain, 'OWNER');
const job = (now = TEST_NOW) => jobContextOf(database(), chain, now);
const day = (text: string) => text as LocalDate;
const cardOf = (id: string) => database().simCard.findUniqueOrThrow({ where: { id } });
const kinds = async (id: string) => (await cardLog(owner(), id)).map(({ kind }) => kind).reverse();

const said = (change: Partial<OperatorCard> = {}): OperatorCard => ({
  iccid: '',
  state: 'ACTIVE',
  imei: IMEI,
  imeiLock: null,
  lastTrafficAt: null,
  ...change,
});

const record = (
  simCardId: string,
  megabytes: number,
  card: Partial<OperatorCard> = {},
  date = '2026-11-19',
  now = TEST_NOW,
) =>
  recordUsage(job(now), {
    simCardId,
    reading: { card: said(card), days: [{ date: day(date), bytes: megabytes * MEGABYTE }] },
  });

/** An active card with a paid subscription. */
async function paidCard() {
  const card = await createCard(database(), chain);
  await activateSimCards(owner(), {
    requestId: randomUUID(),
    cardIds: [card.id],
    period: 'M1',
    expectedTotal: 19_000,
  });
  await endOperation(job(), card.id, 'COMPLETED');
  return card;
}

const limit = (dataLimitMb: number | null, whenOver: 'WARN' | 'SUSPEND' = 'WARN') =>
  setLimitPolicy(owner(), { dataLimitMb, whenOver });

describe('the limit', () => {
  it('warns once at each level, anew in a new month', async () => {
    const card = await createCard(database(), chain, { state: 'ACTIVE' });
    await limit(100);
    for (const megabytes of [10, 85, 90, 120, 130]) await record(card.id, megabytes);
    expect(await kinds(card.id)).toEqual(['LIMIT_NEAR', 'LIMIT_OVER']);
    await record(card.id, 10, {}, '2026-12-01', '2026-12-02T09:00:00Z');
    await record(card.id, 90, {}, '2026-12-02', '2026-12-02T10:00:00Z');
    expect(await kinds(card.id)).toEqual(['LIMIT_NEAR', 'LIMIT_OVER', 'LIMIT_OVER']);
    expect((await cardLog(owner(), card.id))[0]?.after?.replaceAll('\u00a0', ' ')).toBe('100 МБ из 100 МБ');
  });

  it('the same reading twice counts once', async () => {
    const card = await createCard(database(), chain, { state: 'ACTIVE' });
    await Promise.all([record(card.id, 40), record(card.id, 40), record(card.id, 40)]);
    expect(await cardUsage(owner(), card.id, null)).toMatchObject({ bytes: 40 * MEGABYTE });
  });

  it('of a card goes before that of the organization; both set the level at once', async () => {
    const card = await createCard(database(), chain, { state: 'ACTIVE' });
    const plain = await createCard(database(), chain, { state: 'ACTIVE', terminalId: null });
    for (const { id } of [card, plain]) await record(id, 90);
    expect(await limit(100)).toEqual({ ok: true, value: { changed: 2 } });
    expect(await setCardLimit(owner(), { simCardId: card.id, limitMb: 50 })).toEqual({
      ok: true,
      value: 'OVER',
    });
    expect(await cardUsage(owner(), card.id, null)).toMatchObject({
      level: 'OVER',
      limitMb: 50,
      ownLimitMb: 50,
    });
    expect(await cardUsage(owner(), plain.id, null)).toMatchObject({
      level: 'NEAR',
      limitMb: 100,
      ownLimitMb: null,
    });
    expect(await setCardLimit(owner(), { simCardId: card.id, limitMb: 0 })).toEqual({
      ok: true,
      value: 'NONE',
    });
    expect(await limit(null)).toEqual({ ok: true, value: { changed: 1 } });
    expect(await limitPolicy(owner())).toEqual({ dataLimitMb: null, whenOver: 'WARN' });
  });

  it('the database and the rule agree on levels', async () => {
    for (const limitMb of [null, 0, 1, 7, 300]) {
      for (const bytes of [
        0, 1, 800_000, 999_999, 1_000_000, 5_600_000, 239_999_999, 240_000_000, 300_000_000,
      ]) {
        const [row] = await database().$queryRaw<{ level: string }[]>`
          SELECT sim_usage_level_of(${BigInt(bytes)}::bigint, ${limitMb}::int) AS level`;
        expect(row?.level, `${bytes} of ${String(limitMb)}`).toBe(
          usageLevel(bytes, limitMb === 0 ? null : limitMb),
        );
      }
    }
  });

  it('is found in the list and on the home page, by name while they are few', async () => {
    const cards = [];
    for (let i = 0; i < 4; i += 1) {
      const terminalId = i === 0 ? chain.terminalIds[2] : null;
      cards.push(await createCard(database(), chain, { state: 'ACTIVE', terminalId }));
    }
    const [first] = cards;
    await limit(100);
    await record(first?.id ?? '', 120);
    const attention = await simCardAttention(owner());
    expect(attention).toMatchObject([{ href: `/sim-cards/${first?.id ?? ''}`, tone: 'attention' }]);
    expect(attention[0]?.text).toContain('трафик больше лимита');
    expect(await simCardAttention(contextOf(database(), chain, 'ADMIN'))).toEqual([]);
    for (const { id } of cards) await record(id, 120);
    expect(await simCardAttention(owner())).toMatchObject([{ href: '/sim-cards?watch=OVER' }]);
    const found = (watch: string, ctx = owner()) => listSimCards(ctx, simCardFilter({ watch }));
    expect(await found('OVER')).toMatchObject({ total: 4 });
    expect(await found('NEAR')).toMatchObject({ total: 0 });
    const nextMonth: Context = { ...owner(), clock: fixedClock('2026-12-01T09:00:00Z') };
    expect(await found('OVER', nextMonth)).toMatchObject({ total: 0 });
    expect(await simCardAttention(nextMonth)).toEqual([]);
  });
});

describe('held off by the limit', () => {
  const night = '2026-11-20T20:00:00Z'; // 23:00 in Moscow
  const early = '2026-11-21T05:31:00Z'; // 08:31
  const hours = (storeId: string) =>
    setHours(owner(), { storeId, hours: { opensAt: 9 * 60, closesAt: 21 * 60 } });

  it('only where it is wanted, only when the store is closed, and back before it opens', async () => {
    const card = await paidCard();
    await limit(100);
    await record(card.id, 200);
    await watchLimits(database(), fixedClock(night));
    expect(await cardOf(card.id)).toMatchObject({ state: 'ACTIVE', holds: [] });

    await limit(100, 'SUSPEND');
    await watchLimits(database(), fixedClock(night));
    expect(await cardOf(card.id)).toMatchObject({ state: 'ACTIVE', holds: [] });

    await hours(chain.storeIds[0]);
    expect(await watchLimits(database(), fixedClock(TEST_NOW))).toBe(0);
    expect(await watchLimits(database(), fixedClock(night))).toBe(1);
    expect(await watchLimits(database(), fixedClock(night))).toBe(0);
    expect(await cardOf(card.id)).toMatchObject({ state: 'DEACTIVATING', holds: ['LIMIT'] });
    await endOperation(job(night), card.id, 'COMPLETED');
    expect(await cardOf(card.id)).toMatchObject({ state: 'SUSPENDED', suspendReason: 'LIMIT' });

    expect(await watchLimits(database(), fixedClock(early))).toBe(1);
    await endOperation(job(early), card.id, 'COMPLETED');
    expect(await cardOf(card.id)).toMatchObject({ state: 'ACTIVE', holds: [] });
  });

  it('a raised limit and a new month let it go', async () => {
    const card = await paidCard();
    await hours(chain.storeIds[0]);
    await limit(100, 'SUSPEND');
    await record(card.id, 200, {}, '2026-11-20', night);
    expect(await cardOf(card.id)).toMatchObject({ holds: ['LIMIT'] });
    await endOperation(job(night), card.id, 'COMPLETED');
    const atNight: Context = { ...owner(), clock: fixedClock(night) };
    await setCardLimit(atNight, { simCardId: card.id, limitMb: 300 });
    expect(await cardOf(card.id)).toMatchObject({ state: 'ACTIVATING', holds: [] });
    await endOperation(job(night), card.id, 'COMPLETED');

    await setCardLimit(atNight, { simCardId: card.id, limitMb: null });
    expect(await cardOf(card.id)).toMatchObject({ holds: ['LIMIT'] });
    await endOperation(job(night), card.id, 'COMPLETED');
    await watchLimits(database(), fixedClock('2026-11-30T20:30:00Z'));
    expect(await cardOf(card.id)).toMatchObject({ holds: ['LIMIT'] });
    await watchLimits(database(), fixedClock('2026-11-30T21:30:00Z'));
    expect(await cardOf(card.id)).toMatchObject({ holds: [] });
  });
});

describe('the device', () => {
  it('a move is said once, in the history, the journal, the list and on the home page', async () => {
    const card = await createCard(database(), chain, { state: 'ACTIVE' });
    await record(card.id, 1);
    expect(await kinds(card.id)).toEqual([]);
    for (let i = 0; i < 3; i += 1) await record(card.id, 1, { imei: OTHER });
    await record(card.id, 1, { imei: null });
    expect(await kinds(card.id)).toEqual(['DEVICE_CHANGED']);
    expect(
      await database().auditEntry.count({ where: { objectId: card.id, action: 'simCards.deviceChanged' } }),
    ).toBe(1);
    expect(await listSimCards(owner(), simCardFilter({ watch: 'ELSEWHERE' }))).toMatchObject({ total: 1 });
    const [line] = await simCardAttention(owner());
    expect(line?.text).toContain('а не в кассе «Прилавок 1»');
    expect(await cardOf(card.id)).toMatchObject({ holds: [] });
    await record(card.id, 1);
    expect(await simCardAttention(owner())).toEqual([]);
  });

  it('locked to one and seen in another it is held off; the operator’s own lock counts', async () => {
    const card = await paidCard();
    await record(card.id, 1, { imei: OTHER, imeiLock: IMEI });
    expect(await cardOf(card.id)).toMatchObject({ imeiLock: IMEI, holds: ['IMEI'], state: 'DEACTIVATING' });
    await endOperation(job(), card.id, 'COMPLETED');
    await record(card.id, 1, { imei: IMEI, imeiLock: IMEI });
    expect(await cardOf(card.id)).toMatchObject({ holds: [], state: 'ACTIVATING' });
  });
});
