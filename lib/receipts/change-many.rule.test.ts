import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreedChange,
  planChange,
  type SettingChange,
  type SettingNode,
  type SettingTree,
} from './change-many.rule';
import { type OwnSetting, printModes } from './model';

const own = (printMode: OwnSetting['printMode'] = null, defaultEmail: string | null = null): OwnSetting => ({
  printMode,
  defaultEmail,
});
const store = (id: string, own: OwnSetting): SettingNode => ({
  scope: 'STORE',
  id,
  name: id,
  storeId: id,
  storeName: id,
  own,
  version: own.printMode === null && own.defaultEmail === null ? 0 : 1,
});
const terminal = (id: string, storeId: string, own: OwnSetting): SettingNode => ({
  ...store(id, own),
  scope: 'TERMINAL',
  storeId,
  storeName: storeId,
});
const tree: SettingTree = {
  organization: own('ASK', 'all@company.ru'),
  stores: [store('center', own('BOTH')), store('ural', own())],
  terminals: [
    terminal('c1', 'center', own()),
    terminal('c2', 'center', own('PAPER_ONLY')),
    terminal('u1', 'ural', own(null, 'ural@company.ru')),
    terminal('u2', 'ural', own()),
  ],
};
const everything = new Set(['center', 'ural', 'c1', 'c2', 'u1', 'u2']);
const toAll: SettingChange = { printMode: 'INHERIT', addressFrom: 'INHERIT', defaultEmail: '' };
const seenOf = (targets: ReadonlySet<string>, change: SettingChange, of = tree) =>
  new Map(planChange(of, targets, change).items.map(({ id, stamp }) => [id, stamp]));

describe('«применить ко всем»', () => {
  it('shows what changes for each store and terminal, those that follow a store too', () => {
    const plan = planChange(tree, everything, toAll);
    expect(plan.items.map(({ id, before, after, following }) => [id, before, after, following])).toEqual([
      [
        'center',
        { printMode: 'BOTH', defaultEmail: 'all@company.ru' },
        { printMode: 'ASK', defaultEmail: 'all@company.ru' },
        1,
      ],
      [
        'c2',
        { printMode: 'PAPER_ONLY', defaultEmail: 'all@company.ru' },
        { printMode: 'ASK', defaultEmail: 'all@company.ru' },
        0,
      ],
      [
        'u1',
        { printMode: 'ASK', defaultEmail: 'ural@company.ru' },
        { printMode: 'ASK', defaultEmail: 'all@company.ru' },
        0,
      ],
    ]);
    expect(plan.already).toBe(3);
    expect(plan.terminals).toEqual({ changing: 3, total: 4 });
  });

  it('takes one field and leaves the other', () => {
    const mode = planChange(tree, everything, { ...toAll, addressFrom: 'KEEP' });
    expect(mode.items.map(({ id }) => id)).toEqual(['center', 'c2']);
    const { own } = agreedChange(
      tree,
      everything,
      { ...toAll, addressFrom: 'KEEP' },
      seenOf(everything, { ...toAll, addressFrom: 'KEEP' }),
    );
    expect(Object.fromEntries(own)).toEqual({
      center: { printMode: null, defaultEmail: null },
      c2: { printMode: null, defaultEmail: null },
    });
  });
});

describe('chosen terminals', () => {
  it.each<[string, Partial<SettingChange>, OwnSetting]>([
    ['a mode', { printMode: 'BOTH' }, own('BOTH', 'ural@company.ru')],
    ['an address', { addressFrom: 'OWN', defaultEmail: ' New@Company.RU ' }, own(null, 'New@company.ru')],
    ['no address', { addressFrom: 'NONE' }, own(null, '')],
    ['as above', { addressFrom: 'INHERIT' }, own()],
  ])('get %s', (_, change, expected) => {
    const whole: SettingChange = { printMode: 'KEEP', addressFrom: 'KEEP', defaultEmail: '', ...change };
    const targets = new Set(['u1']);
    const { own, outcomes } = agreedChange(tree, targets, whole, seenOf(targets, whole));
    expect(own.get('u1')).toEqual(expected);
    expect(outcomes.get('u1')).toBe('DONE');
  });
});

describe('what was agreed to', () => {
  const later = (id: string, change: Partial<SettingNode>): SettingTree => ({
    ...tree,
    stores: tree.stores.map((node) => (node.id === id ? { ...node, ...change } : node)),
    terminals: tree.terminals.map((node) => (node.id === id ? { ...node, ...change } : node)),
  });

  it('is done once; again it is so already', () => {
    const seen = seenOf(everything, toAll);
    const done = agreedChange(tree, everything, toAll, seen);
    expect([...done.outcomes.values()]).toEqual(['DONE', 'DONE', 'DONE']);
    const after: SettingTree = {
      ...tree,
      stores: tree.stores.map((node) => ({ ...node, own: done.own.get(node.id) ?? node.own, version: 2 })),
      terminals: tree.terminals.map((node) => ({
        ...node,
        own: done.own.get(node.id) ?? node.own,
        version: 2,
      })),
    };
    const again = agreedChange(after, everything, toAll, seen);
    expect([...again.outcomes.values()]).toEqual(['ALREADY', 'ALREADY', 'ALREADY']);
    expect(again.own.size).toBe(0);
  });

  it('leaves alone what somebody has changed since, and what is not there any more', () => {
    const seen = new Map([...seenOf(everything, toAll), ['gone', '1:ASK:']]);
    const now = later('c2', { own: own('BOTH'), version: 2 });
    const { outcomes, own: written } = agreedChange(now, everything, toAll, seen);
    expect(Object.fromEntries(outcomes)).toEqual({
      gone: 'MISSING',
      c2: 'CHANGED',
      center: 'DONE',
      u1: 'DONE',
    });
    expect(written.has('c2')).toBe(false);
  });

  it('when the wider setting has changed, nothing comes out as it was shown', () => {
    const seen = seenOf(everything, toAll);
    const now = { ...tree, organization: own('PAPER_ONLY', 'all@company.ru') };
    expect([...agreedChange(now, everything, toAll, seen).outcomes.values()]).toEqual([
      'CHANGED',
      'CHANGED',
      'CHANGED',
    ]);
  });

  it('a terminal does not follow a store that was left alone into something else', () => {
    const mine: SettingTree = { ...tree, terminals: [terminal('c2', 'center', own('PAPER_ONLY'))] };
    const seen = seenOf(new Set(['center', 'c2']), toAll, mine);
    const now = {
      ...mine,
      stores: mine.stores.map((node) =>
        node.id === 'center' ? { ...node, own: own('ELECTRONIC_ONLY'), version: 2 } : node,
      ),
    };
    const { outcomes, own: written } = agreedChange(now, new Set(['center', 'c2']), toAll, seen);
    expect(Object.fromEntries(outcomes)).toEqual({ center: 'CHANGED', c2: 'CHANGED' });
    expect(written.size).toBe(0);
  });

  const anOwn = fc.record({
    printMode: fc.constantFrom(null, ...printModes),
    defaultEmail: fc.constantFrom(null, '', 'a@b.ru', 'c@d.ru'),
  });
  const aChange = fc.record<SettingChange>({
    printMode: fc.constantFrom('KEEP', 'INHERIT', ...printModes),
    addressFrom: fc.constantFrom('KEEP', 'INHERIT', 'NONE', 'OWN'),
    defaultEmail: fc.constantFrom('a@b.ru', 'c@d.ru'),
  });

  it('comes out exactly as the preview has said, whatever the settings are', () => {
    fc.assert(
      fc.property(
        fc.tuple(anOwn, anOwn, anOwn, anOwn, anOwn),
        fc.subarray(['s1', 's2', 't1', 't2']),
        aChange,
        ([organization, s1, s2, t1, t2], ids, change) => {
          const drawn: SettingTree = {
            organization,
            stores: [store('s1', s1), store('s2', s2)],
            terminals: [terminal('t1', 's1', t1), terminal('t2', 's2', t2)],
          };
          const targets = new Set(ids);
          const plan = planChange(drawn, targets, change);
          const { own } = agreedChange(drawn, targets, change, seenOf(targets, change, drawn));
          const written = (node: SettingNode) => ({ ...node, own: own.get(node.id) ?? node.own });
          const after = {
            ...drawn,
            stores: drawn.stores.map(written),
            terminals: drawn.terminals.map(written),
          };
          const nothing: SettingChange = { printMode: 'KEEP', addressFrom: 'KEEP', defaultEmail: '' };
          expect(planChange(after, targets, change).items).toEqual([]);
          expect(own.size).toBe(plan.items.length);
          for (const { id, after: promised } of plan.items) {
            const probe = planChange(after, new Set([id]), { ...nothing, printMode: 'PAPER_ONLY' }).items[0];
            if (probe) expect(probe.before).toEqual(promised);
          }
        },
      ),
    );
  });
});
