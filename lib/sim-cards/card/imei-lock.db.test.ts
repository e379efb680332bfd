import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import { simOperator } from '@/lib/platform/ports';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  installCabinetModule,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { cardLog } from '@/lib/testing/sim-cards';
import { closeAll, connectedOperator, inTheEnd } from '@/sandbox/testing';
import { carryOutImeiLock } from './commands/carry-out-imei-lock';
import { lockImei } from './commands/lock-imei';
import { cardDevice } from './queries';

const database = useDatabase();
const IMEI = '490154203237518';
const OTHER = '864850000000013';

describe.each(['mts', 'megafon'] as const)('lock by device at %s', (slug) => {
  let chain: Chain;
  let job: Context;
  let owner: Context;
  let card: { id: string; iccid: string };
  let operator: Awaited<ReturnType<typeof connectedOperator>>;

  beforeEach(async () => {
    chain = await createChain(database());
    await installCabinetModule(database(), chain);
    await database().terminal.update({ where: { id: chain.terminalIds[0] }, data: { imei: IMEI } });
    owner = contextOf(database(), chain, 'OWNER');
    job = jobContextOf(database(), chain);
    card = await createCard(database(), chain, { operatorSlug: slug, state: 'ACTIVE' });
    operator = await connectedOperator(slug, { answerMs: 20, shipMs: 1 });
    await operator.setCard(card.iccid, { state: 'active', imei: IMEI });
  });
  afterEach(closeAll);

  const ask = async (lock: boolean, requestId: string = randomUUID()): Promise<string> => {
    const result = await lockImei(owner, { simCardId: card.id, requestId, lock });
    return result.ok ? result.value.lockId : result.code;
  };
  const step = (lockId: string, ctx = job) => carryOutImeiLock(ctx, { lockId }, simOperator);
  const done = (lockId: string) =>
    inTheEnd(async () => {
      await step(lockId);
      const { state } = await database().simImeiLock.findUniqueOrThrow({ where: { id: lockId } });
      expect(['COMPLETED', 'FAILED']).toContain(state);
    });
  const theirs = async () => (await operator.service(card.iccid)) as { imeiLock?: string | null };

  it('is asked for, carried out and known, and taken off again', async () => {
    const requestId = randomUUID();
    const lockId = await ask(true, requestId);
    expect(await ask(true, requestId)).toBe(lockId);
    expect(await ask(true)).toBe('IMEI_LOCK_IN_PROGRESS');
    expect(await queuedTasks(database())).toContainEqual({
      task: 'sim-cards.imei-lock',
      payload: { lockId, organizationId: chain.organizationId },
    });
    expect((await cardDevice(owner, card.id))?.lock).toMatchObject({ imei: null, pending: { imei: IMEI } });
    await done(lockId);
    expect(await theirs()).toMatchObject({ imeiLock: IMEI });
    expect((await cardDevice(owner, card.id))?.lock).toEqual({ imei: IMEI, pending: null, problem: null });
    expect(await ask(true)).toBe('IMEI_LOCKED_SO');
    expect(await step(lockId)).toEqual({ ok: true, value: 'FINISHED_BEFORE' });

    await done(await ask(false));
    expect(await theirs()).toMatchObject({ imeiLock: null });
    expect((await cardLog(owner, card.id)).map(({ kind, actorName }) => [kind, actorName])).toEqual([
      ['IMEI_UNLOCKED', 'Тест OWNER'],
      ['IMEI_LOCKED', 'Тест OWNER'],
    ]);
  });

  it('a refusal is said, and the lock stays what it was', async () => {
    await operator.mode('reject');
    await done(await ask(true));
    const device = await cardDevice(owner, card.id);
    expect(device?.lock).toMatchObject({ imei: null, pending: null });
    expect(device?.lock.problem).not.toBeNull();
    expect((await cardLog(owner, card.id))[0]).toMatchObject({ kind: 'IMEI_LOCK_FAILED' });
  });

  it('an operator that does not answer is asked again with the same key, for a day', async () => {
    const lockId = await ask(true);
    await operator.mode('error-500');
    expect(await step(lockId)).toEqual({ ok: true, value: 'LATER' });
    const late = { ...job, clock: fixedClock('2026-11-21T09:00:01Z') };
    expect(await step(lockId, late)).toEqual({ ok: true, value: 'REFUSED' });
    expect((await cardDevice(owner, card.id))?.lock.problem).toBe('Оператор не ответил за сутки');
  });

  it('a card that stands in another device is held off once it is locked, and let go with the lock', async () => {
    await database().simCardTraffic.update({
      where: { simCardId: card.id },
      data: { imei: OTHER, isElsewhere: true },
    });
    await done(await ask(true));
    const held = await database().simCard.findUniqueOrThrow({ where: { id: card.id } });
    expect(held).toMatchObject({ holds: ['IMEI'], state: 'DEACTIVATING' });
    await done(await ask(false));
    const free = await database().simCard.findUniqueOrThrow({ where: { id: card.id } });
    expect(free.holds).toEqual([]);
  });
});
