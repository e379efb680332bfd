import { beforeEach, expect, it } from 'vitest';
import type { Context } from '@/lib/access/context';
import { fixedClock } from '@/lib/core/clock';
import { stopRenewal } from '@/lib/subscriptions/commands/stop';
import { renewDue } from '@/lib/subscriptions/commands/renew-due';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { type Chain } from '@/lib/testing/factories';
import { buyKit } from './commands/buy-kit';
import { uninstallModule } from './commands/uninstall';
import { installedOnTerminals, wantedModules } from './queries';
import { useModules } from './testing';

const { database, now, install, buy, verdicts, states, fetched, report, written } = useModules();
let chain: Chain;
let owner: Context;
let first: string;

beforeEach(() => {
  ({ chain, owner } = now());
  [first] = chain.terminalIds;
});

beforeEach(async () => {
  await buy();
  await install(['law-updates']);
});

it('fetches, applies and says so once', async () => {
  await fetched();
  expect(await states()).toEqual({ 'law-updates': 'WAITING_TERMINAL' });
  expect(await report('law-updates', 'INSTALLED')).toEqual({ ok: true, value: { changed: 1 } });
  const before = await written();
  expect(await report('law-updates', 'INSTALLED')).toEqual({ ok: true, value: { changed: 0 } });
  expect(await report('law-updates', 'REMOVED')).toEqual({ ok: true, value: { changed: 0 } });
  expect(await report('no-such-module', 'INSTALLED')).toEqual({ ok: true, value: { changed: 0 } });
  await fetched();
  expect(await written()).toEqual(before);
  const [row] = (await installedOnTerminals(owner, [first])).get(first) ?? [];
  expect(row).toMatchObject({ state: 'INSTALLED', effective: 'ENABLED', appliedVersion: '5.1.4' });
});

it('may apply without having been seen fetching, but fails only at what it has fetched', async () => {
  expect(await report('law-updates', 'FAILED', 'о прежнем')).toEqual({ ok: true, value: { changed: 0 } });
  expect(await states()).toEqual({ 'law-updates': 'REQUESTED' });
  await fetched();
  expect(await report('law-updates', 'FAILED', 'нет места')).toMatchObject({ value: { changed: 1 } });
  const failed = await database().installation.findFirstOrThrow({ where: { terminalId: first } });
  expect(failed).toMatchObject({ state: 'FAILED', error: 'нет места', appliedVersion: null });
  expect(await report('law-updates', 'FAILED', 'снова')).toMatchObject({ value: { changed: 0 } });
  expect(await verdicts(install(['law-updates']))).toEqual(['INSTALL']);
  expect(await database().installation.findFirstOrThrow({ where: { terminalId: first } })).toMatchObject({
    id: failed.id,
    state: 'REQUESTED',
    error: null,
  });
  expect(await report('law-updates', 'FAILED', 'опоздавшее')).toMatchObject({ value: { changed: 0 } });
  await report('law-updates', 'INSTALLED');
  expect(await states()).toEqual({ 'law-updates': 'INSTALLED' });
});

it('does not keep what turns up after its opposite has been asked for', async () => {
  await install(['email-receipts']);
  await fetched();
  await report('email-receipts', 'FAILED', 'нет места');
  await install(['sections-departments']);
  expect(await report('email-receipts', 'INSTALLED')).toMatchObject({ value: { changed: 1 } });
  expect((await states())['sections-departments']).toBe('REQUESTED');
  expect((await wantedModules(owner, first))[0]).toMatchObject({
    slug: 'email-receipts',
    desired: 'REMOVED',
  });
});

it('gives a module up only when nothing needs it', async () => {
  await install(['email-receipts']);
  const remove = (moduleSlug: string) => uninstallModule(owner, { terminalId: first, moduleSlug });
  expect(await remove('law-updates')).toMatchObject({
    code: 'REQUIRED_BY',
    details: { modules: '«Отправка чеков на e-mail»' },
  });
  expect(await remove('email-receipts')).toMatchObject({ ok: true });
  const before = await written();
  expect(await remove('email-receipts')).toMatchObject({ ok: true });
  expect(await written()).toEqual(before);
  expect(await report('email-receipts', 'INSTALLED')).toMatchObject({ value: { changed: 0 } });
  expect(await report('email-receipts', 'REMOVED')).toMatchObject({ value: { changed: 1 } });
  expect(await report('email-receipts', 'REMOVED')).toMatchObject({ value: { changed: 0 } });
  expect(await states()).toEqual({ 'email-receipts': 'REMOVED', 'law-updates': 'REQUESTED' });
  expect(await remove('email-receipts')).toMatchObject({ code: 'NOT_INSTALLED' });
  expect(await remove('law-updates')).toMatchObject({ ok: true });
});

it('keeps a module that is no longer paid for, blocked, until it is paid again', async () => {
  await report('law-updates', 'INSTALLED');
  const subscriptionIds = (await livingSubscriptions(owner, {})).map((each) => each.id);
  await stopRenewal(owner, { subscriptionIds });
  await renewDue(database(), fixedClock('2026-12-20T09:00:00Z'), { organizationId: chain.organizationId });
  const look = async () => (await installedOnTerminals(owner, [first])).get(first);
  expect(await look()).toMatchObject([
    {
      state: 'INSTALLED',
      effective: 'BLOCKED',
      reasons: [{ code: 'NO_ENTITLEMENT', moduleSlug: 'law-updates', planSlugs: ['law-basic-terminal'] }],
    },
  ]);
  await buyKit(owner, { terminalId: first, kitSlug: 'law-basic', period: 'M1', expectedTotal: 59_000 });
  expect(await look()).toMatchObject([{ effective: 'ENABLED', reasons: [] }]);
});
