import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { transaction } from '@/lib/platform/transaction';
import { startSubscriptions } from '@/lib/subscriptions/commands/start';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { useDatabase } from '@/lib/testing/database';
import {
  type Chain,
  contextOf,
  createCard,
  createChain,
  jobContextOf,
  queuedTasks,
} from '@/lib/testing/factories';
import { finishRemovals } from './commands/finish-removals';
import { installInCabinet } from './commands/install-in-cabinet';
import { uninstallInCabinet } from './commands/uninstall-in-cabinet';
import { cabinetInstallations, isModuleUsable, removalPreview, requireModule } from './queries';

const database = useDatabase();
const input = { moduleSlug: 'cash-services' };
const LAST_PAID = '2026-12-19T20:59:59Z';
const PAID_END = '2026-12-19T21:00:00Z';
let chain: Chain;
let owner: Context;

beforeEach(async () => {
  chain = await createChain(database(), 1_000_000);
  owner = contextOf(database(), chain, 'OWNER');
  await installInCabinet(owner, input);
});

const at = (now: string) => contextOf(database(), chain, 'OWNER', now);
const usable = (now: string) => isModuleUsable(at(now), 'SIM_CARDS');
const finish = (now: string) => finishRemovals(jobContextOf(database(), chain, now));

async function aPaidCard(period: 'M1' | 'M3' = 'M1'): Promise<string> {
  const card = await createCard(database(), chain, { state: 'ACTIVE' });
  const result = await transaction(owner, (ctx) =>
    startSubscriptions(ctx, {
      planSlug: 'cash-services-card',
      period,
      subjects: [{ simCardId: card.id, name: '…1234' }],
    }),
  );
  const id = result.ok ? result.value.subscriptionIds[0] : undefined;
  if (!id) throw new Error('not started');
  return id;
}

async function removalTasks(): Promise<number> {
  const tasks = await queuedTasks(database());
  return tasks.filter(
    ({ task, payload }) =>
      task === 'sim-cards.module-removed' &&
      payload['organizationId'] === chain.organizationId &&
      payload['moduleSlug'] === input.moduleSlug,
  ).length;
}

const stops = async () =>
  (await livingSubscriptions(owner, {})).map(({ id, cancelAtPeriodEnd, stoppedByRemoval }) => ({
    id,
    cancelAtPeriodEnd,
    stoppedByRemoval,
  }));

describe('a module of the cabinet', () => {
  it('is installed once, free of charge, and works at once', async () => {
    const results = await Promise.all([installInCabinet(owner, input), installInCabinet(owner, input)]);
    expect(results).toEqual([
      { ok: true, value: { resumed: 0 } },
      { ok: true, value: { resumed: 0 } },
    ]);
    const rows = await database().installation.findMany({ where: { organizationId: chain.organizationId } });
    expect(rows).toMatchObject([{ state: 'INSTALLED', terminalId: null }]);
    expect(await walletBalance(owner)).toBe(1_000_000);
    expect(await requireModule(owner, 'SIM_CARDS')).toBeNull();
  });

  it('is gone at once when nothing is paid, and can be installed again', async () => {
    expect(await uninstallInCabinet(owner, input)).toEqual({ ok: true, value: { endsOn: null } });
    expect(await requireModule(owner, 'SIM_CARDS')).toMatchObject({ code: 'MODULE_NOT_INSTALLED' });
    expect((await cabinetInstallations(owner)).size).toBe(0);
    expect(await removalTasks()).toBe(1);
    expect(await uninstallInCabinet(owner, input)).toMatchObject({ code: 'NOT_INSTALLED' });
    expect(await removalTasks()).toBe(1);
    expect(await installInCabinet(owner, input)).toMatchObject({ ok: true });
    expect(await requireModule(owner, 'SIM_CARDS')).toBeNull();
  });

  it('stays until the latest paid end and is gone on that day', async () => {
    await aPaidCard();
    expect(await uninstallInCabinet(owner, input)).toEqual({ ok: true, value: { endsOn: '2026-12-20' } });
    expect(await stops()).toMatchObject([{ cancelAtPeriodEnd: true, stoppedByRemoval: true }]);
    expect((await cabinetInstallations(owner)).get(input.moduleSlug)).toMatchObject({
      state: 'REMOVING',
      endsOn: '2026-12-20',
    });
    expect(await usable(LAST_PAID)).toBe(true);
    expect(await usable(PAID_END)).toBe(false);

    expect(await finish(LAST_PAID)).toEqual({ ok: true, value: { removed: 0 } });
    expect(await removalTasks()).toBe(0);
    expect(await finish(PAID_END)).toEqual({ ok: true, value: { removed: 1 } });
    expect(await finish(PAID_END)).toEqual({ ok: true, value: { removed: 0 } });
    expect(await removalTasks()).toBe(1);
    expect(await usable(LAST_PAID)).toBe(false);
  });

  it('names the cards that the removal concerns, and those that are overdue apart', async () => {
    const plans = ['cash-services-card'];
    expect(await removalPreview(owner, plans)).toEqual({ endsOn: null, paid: [], overdue: [] });
    const [first, second] = [await aPaidCard('M1'), await aPaidCard('M3')];
    const iccidOf = async (id: string) =>
      (await database().subscription.findUniqueOrThrow({ where: { id }, include: { simCard: true } })).simCard
        ?.iccid;
    const of = async (id: string) => ({ iccid: await iccidOf(id), place: 'Прилавок 1' });
    const both = [await of(first), await of(second)];
    expect(await removalPreview(owner, plans)).toEqual({ endsOn: '2027-02-20', paid: both, overdue: [] });
    expect(await removalPreview(at(PAID_END), plans)).toEqual({
      endsOn: '2027-02-20',
      paid: [both[1]],
      overdue: [both[0]],
    });
  });

  it('counts the longest of the paid periods', async () => {
    await aPaidCard('M1');
    await aPaidCard('M3');
    expect(await uninstallInCabinet(owner, input)).toEqual({ ok: true, value: { endsOn: '2027-02-20' } });
  });

  it('comes back before the end: stops of the removal are lifted, nothing is charged', async () => {
    const stoppedByPerson = await aPaidCard();
    const renewing = await aPaidCard();
    await stopRenewal(owner, { subscriptionIds: [stoppedByPerson] });
    const paid = await livingSubscriptions(owner, {});
    const balance = await walletBalance(owner);
    await uninstallInCabinet(owner, input);

    expect(await installInCabinet(at(LAST_PAID), input)).toEqual({ ok: true, value: { resumed: 1 } });
    expect(await stops()).toEqual([
      { id: stoppedByPerson, cancelAtPeriodEnd: true, stoppedByRemoval: false },
      { id: renewing, cancelAtPeriodEnd: false, stoppedByRemoval: false },
    ]);
    expect(await livingSubscriptions(owner, {})).toEqual(paid);
    expect(await walletBalance(owner)).toBe(balance);
    expect((await cabinetInstallations(owner)).get(input.moduleSlug)).toMatchObject({
      state: 'INSTALLED',
      endsOn: null,
    });
    expect(await finish(PAID_END)).toEqual({ ok: true, value: { removed: 0 } });
    expect(await usable(PAID_END)).toBe(true);
  });

  it('is removed once when asked twice at once', async () => {
    await aPaidCard();
    const results = await Promise.all([uninstallInCabinet(owner, input), uninstallInCabinet(owner, input)]);
    expect(results.map((each) => (each.ok ? 'ok' : each.code)).sort()).toEqual(['NOT_INSTALLED', 'ok']);
  });

  it('being removed, waits for what was paid for since, and stops that too', async () => {
    await aPaidCard('M1');
    await uninstallInCabinet(owner, input);
    const later = await aPaidCard('M3');
    expect(await finish(PAID_END)).toEqual({ ok: true, value: { removed: 0 } });
    expect(await removalTasks()).toBe(0);
    expect((await cabinetInstallations(owner)).get(input.moduleSlug)).toMatchObject({ endsOn: '2027-02-20' });
    expect(await usable(PAID_END)).toBe(true);
    expect(await stops()).toContainEqual({ id: later, cancelAtPeriodEnd: true, stoppedByRemoval: true });
  });
});
