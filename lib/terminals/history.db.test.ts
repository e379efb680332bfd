import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import { audit } from '@/lib/platform/audit';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain, TEST_NOW } from '@/lib/testing/factories';
import { unpairTerminal } from './commands/unpair-terminal';
import { terminalHistory } from './history';
import { listTerminals } from './queries';
import { watchHealth } from './watch';

const database = useDatabase();
let chain: Chain;
let foreign: Chain;
beforeEach(async () => {
  await database().terminalEvent.deleteMany();
  await database().terminal.updateMany({ data: { notedHealth: 'OK', lastSeenAt: new Date(TEST_NOW) } });
  chain = await createChain(database());
  foreign = await createChain(database());
});

const owner = (now = TEST_NOW) => contextOf(database(), chain, 'OWNER', now);
const later = (hours: number) => new Date(Date.parse(TEST_NOW) + hours * 3_600_000).toISOString();
const watch = (hours: number) => watchHealth(database(), fixedClock(later(hours)));
const events = (terminalId: string) =>
  database().terminalEvent.findMany({ where: { terminalId }, orderBy: { at: 'asc' } });

describe('the watch', () => {
  it('writes each change of health once, with its reasons; the first look writes nothing', async () => {
    const [first] = chain.terminalIds;
    await watch(0);
    expect(await events(first)).toEqual([]);
    for (const hours of [1, 25, 26, 73, 74]) await watch(hours);
    await database().terminal.update({ where: { id: first }, data: { lastSeenAt: new Date(later(75)) } });
    await watch(75);
    expect(
      (await events(first)).map(({ at, before, after, detail }) => [at.toISOString(), before, after, detail]),
    ).toEqual([
      [later(25), 'OK', 'NEEDS_ATTENTION', 'молчит 1\u00a0день'],
      [later(73), 'NEEDS_ATTENTION', 'OFFLINE', 'молчит 3\u00a0дня'],
      [later(75), 'OFFLINE', 'OK', null],
    ]);
  });

  it('leaves a look to the worker that is at one, however long it takes', async () => {
    await watch(0);
    const [first] = chain.terminalIds;
    await database().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('terminals.watch', 0))`;
      expect(await watch(25)).toBe(0);
    });
    expect(await events(first)).toEqual([]);
    expect(await watch(25)).toBeGreaterThan(0);
    expect(await events(first)).toHaveLength(1);
  });

  it('two workers at once write each change once', async () => {
    await watch(0);
    await Promise.all([watch(25), watch(25), watch(25)]);
    for (const id of chain.terminalIds) expect(await events(id)).toHaveLength(1);
  });

  it('agrees with the list, whatever is reported', async () => {
    const [first, second, third] = chain.terminalIds;
    const change = (id: string, data: object) => database().terminal.update({ where: { id }, data });
    await change(first, { clockSkewSeconds: -301 });
    await change(second, { oldestPendingAt: new Date(later(-25)), ofdMode: 'ONLINE_OFD' });
    await change(third, { lastSeenAt: null });
    await watch(0);
    const noted = await database().terminal.findMany({ where: { organizationId: chain.organizationId } });
    const { rows } = await listTerminals(owner(), {});
    expect(new Map(noted.map(({ id, notedHealth }) => [id, notedHealth]))).toEqual(
      new Map(rows.map(({ id, health }) => [id, health])),
    );
    expect(await watch(0)).toBe(0);
  });
});

describe('the history of a terminal', () => {
  it('holds what people did and what was noticed, of this one alone, and is paged', async () => {
    const [first] = chain.terminalIds;
    await watch(0);
    await watch(25);
    await audit(owner(later(26)), {
      action: 'receipts.setReceiptSetting',
      objectType: 'receiptSetting',
      objectId: first,
      objectName: '…',
    });
    await unpairTerminal(owner(later(27)), { terminalId: first });
    await unpairTerminal(contextOf(database(), foreign, 'OWNER'), { terminalId: foreign.terminalIds[0] });
    const { entries, older } = await terminalHistory(owner(), first, undefined);
    expect(entries.map((entry) => (entry.type === 'DONE' ? entry.done.action : entry.kind))).toEqual([
      'terminals.unpair',
      'receipts.setReceiptSetting',
      'HEALTH',
    ]);
    expect(older).toBeNull();

    const { organizationId } = chain;
    await database().terminalEvent.createMany({
      data: Array.from({ length: 40 }, (_, at) => ({
        organizationId,
        terminalId: first,
        at: new Date(later(-1 - at)),
        kind: 'POS_VERSION' as const,
        before: '1',
        after: '2',
      })),
    });
    const page = await terminalHistory(owner(), first, undefined);
    const rest = await terminalHistory(owner(), first, page.older ?? '');
    expect([page.entries.length, rest.entries.length, rest.older]).toEqual([30, 13, null]);
    expect(new Set([...page.entries, ...rest.entries].map(({ id }) => id)).size).toBe(43);
    expect((await terminalHistory(owner(), first, 'nonsense')).entries).toHaveLength(30);
  });
});
