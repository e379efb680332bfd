import { beforeEach, expect, it } from 'vitest';
import { appliedConfig } from '@/lib/devices/applied';
import { buyKit } from '@/lib/installations/commands/buy-kit';
import { installModules } from '@/lib/installations/commands/install';
import { realNow } from '@/lib/platform/clock';
import type { Chain } from '@/lib/testing/factories';
import { findTerminal } from '@/lib/terminals/queries';
import { POST as applied } from './applied/route';
import { POST as heartbeat } from './heartbeat/route';
import { useDevice } from './testing';

const { database, now, owner: ownerAt, post, pull } = useDevice();
let chain: Chain;
let terminalId: string;

beforeEach(() => {
  ({ chain, terminalId } = now());
});

const owner = () => ownerAt(realNow().toISOString());
const beat = (change: object = {}) =>
  heartbeat(post('heartbeat', { posVersion: '8.4.2', ofdMode: 'ONLINE', paper: 'OK', ...change }));

async function noticed(): Promise<unknown[]> {
  const rows = await database().terminalEvent.findMany({ where: { terminalId }, orderBy: { id: 'asc' } });
  return rows.map(({ kind, before, after, detail }) => [kind, before, after, ...(detail ? [detail] : [])]);
}

/** What a till does with its configuration. */
async function fetchAndApply(versions: Record<string, string> = {}): Promise<void> {
  const answer = await pull();
  const { etag, modules } = (await answer.json()) as {
    etag: string;
    modules: { slug: string; desired: string; version?: string }[];
  };
  const lines = modules.map(({ slug, desired: state, version }) => ({
    slug,
    state,
    version: versions[slug] ?? version,
  }));
  await applied(post('applied', { etag, modules: lines }));
}

it('a heartbeat writes into the history what has become different, and nothing else', async () => {
  for (let time = 0; time < 3; time += 1) await beat();
  expect(await noticed()).toEqual([]);
  await beat({ posVersion: '8.10.0', paper: 'LOW', battery: 3 });
  await beat({ posVersion: '8.10.0', ofdMode: 'AUTONOMOUS' });
  await beat({ posVersion: '', ofdMode: 'AUTONOMOUS' });
  await beat({ posVersion: '8.10.0' });
  expect(await noticed()).toEqual([
    ['POS_VERSION', '8.4.2', '8.10.0'],
    ['OFD_MODE', 'ONLINE_OFD', 'AUTONOMOUS'],
    ['OFD_MODE', 'AUTONOMOUS', 'ONLINE_OFD'],
  ]);
});

it('the first version that is heard is no change; a module that updated itself is one', async () => {
  await database().terminal.update({ where: { id: terminalId }, data: { posVersion: null } });
  await beat();
  await buyKit(owner(), { terminalId, kitSlug: 'smart-terminal-plus', period: 'M1', expectedTotal: 99_000 });
  await installModules(owner(), { terminalIds: [terminalId], moduleSlugs: ['law-updates'], complete: true });
  await fetchAndApply({ 'law-updates': '5.0.0' });
  await beat({ installed: [{ slug: 'law-updates', version: '5.0.0' }] });
  expect(await noticed()).toEqual([]);
  for (let time = 0; time < 2; time += 1) {
    await beat({ installed: [{ slug: 'law-updates', version: '5.1.0' }] });
  }
  expect(await noticed()).toEqual([['MODULE_VERSION', '5.0.0', '5.1.0', 'law-updates']]);
});

it('what is wanted of a terminal against what it has reported, with its age', async () => {
  const state = async () => {
    const terminal = await findTerminal(owner(), terminalId);
    if (!terminal) throw new Error('no terminal');
    return appliedConfig(owner(), terminal);
  };
  expect(await state()).toMatchObject({ state: 'NEVER' });
  await fetchAndApply();
  const first = await state();
  expect(first).toMatchObject({ state: 'APPLIED' });
  await fetchAndApply();
  expect(await state()).toEqual(first);
  const updatedAt = new Date(realNow().getTime() + 60_000);
  await database().receiptSetting.create({
    data: {
      organizationId: chain.organizationId,
      scope: 'ORGANIZATION',
      printMode: 'BOTH',
      updatedAt,
      updatedBy: '…',
    },
  });
  expect(await state()).toEqual({
    state: 'LAGGING',
    since: updatedAt,
    appliedAt: first.state === 'APPLIED' ? first.at : null,
  });
  await fetchAndApply();
  const terminal = await findTerminal(owner(), terminalId);
  expect(await state()).toMatchObject({ state: 'APPLIED' });
  await database().terminal.update({ where: { id: terminalId }, data: { appliedEtag: null } });
  expect((await pull(terminal?.applied?.etag)).status).toBe(304);
  expect(await state()).toMatchObject({ state: 'APPLIED' });
});
