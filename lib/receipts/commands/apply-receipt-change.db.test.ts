import { beforeEach, describe, expect, it } from 'vitest';
import { type Role, roles } from '@/lib/access/permission.rule';
import { useDatabase } from '@/lib/testing/database';
import { type Chain, contextOf, createChain } from '@/lib/testing/factories';
import type { SettingChange } from '../change-many.rule';
import { mergeSettings, merged } from '../merge.rule';
import type { OwnSetting } from '../model';
import { effectiveReceiptSetting, storeReceiptSetting } from '../queries';
import type { ChangeOver, ReceiptChoice, SettingTargetInput } from '../schema';
import { applyReceiptChange } from './apply-receipt-change';
import { previewReceiptChange } from './preview-receipt-change';
import { setReceiptSetting } from './set-receipt-setting';

const database = useDatabase();
let chain: Chain;

beforeEach(async () => {
  chain = await createChain(database());
});

const as = (role: Role, of: Chain = chain) => contextOf(database(), of, role);
const everything: ChangeOver = { kind: 'BELOW', storeId: null };
const toAll: SettingChange = { printMode: 'INHERIT', addressFrom: 'INHERIT', defaultEmail: '' };
const mode = (printMode: SettingChange['printMode']): SettingChange => ({
  printMode,
  addressFrom: 'KEEP',
  defaultEmail: '',
});
const terminals = (...ids: string[]): ChangeOver => ({ kind: 'TERMINALS', terminalIds: ids });

const set = (target: SettingTargetInput, choice: Partial<ReceiptChoice>, version = 0) =>
  setReceiptSetting(as('OWNER'), {
    printMode: 'INHERIT',
    addressFrom: 'INHERIT',
    defaultEmail: '',
    ...choice,
    target,
    version,
  });
const storeOf = (index: 0 | 1) => ({ scope: 'STORE', targetId: chain.storeIds[index] }) as const;
const till = (index: 0 | 1 | 2) => ({ scope: 'TERMINAL', targetId: chain.terminalIds[index] }) as const;

async function preview(role: Role, over: ChangeOver, change: SettingChange) {
  const result = await previewReceiptChange(as(role), { over, change });
  if (!result.ok) throw new Error(result.code);
  return result.value;
}
async function agreeTo(role: Role, over: ChangeOver, change: SettingChange) {
  const { items } = await preview(role, over, change);
  return items.map(({ id, stamp }) => ({ id, stamp }));
}
async function apply(
  role: Role,
  over: ChangeOver,
  change: SettingChange,
  seen?: { id: string; stamp: string }[],
) {
  const result = await applyReceiptChange(as(role), {
    over,
    change,
    seen: seen ?? (await agreeTo(role, over, change)),
  });
  if (!result.ok) throw new Error(result.code);
  return Object.fromEntries(result.value.results.map(({ id, outcome }) => [id, outcome]));
}
const modes = async () => {
  const all = await Promise.all(chain.terminalIds.map((id) => effectiveReceiptSetting(as('OWNER'), id)));
  return all.map((each) => each?.chosenPrintMode);
};
const journal = () =>
  database().auditEntry.findMany({
    where: { organizationId: chain.organizationId, action: 'receipts.applyChange' },
    orderBy: { objectName: 'asc' },
  });

describe('«применить ко всем»', () => {
  beforeEach(async () => {
    await set({ scope: 'ORGANIZATION', targetId: null }, { printMode: 'BOTH' });
    await set(storeOf(0), { printMode: 'PAPER_ONLY' });
    await set(till(1), { printMode: 'ASK' });
    await set(till(2), { addressFrom: 'OWN', defaultEmail: 'far@company.ru' });
  });

  it('does what the preview shows, writes it down for each, and twice is once', async () => {
    const plan = await preview('OWNER', everything, toAll);
    expect(plan.items.map(({ name, after }) => [name, after.printMode, after.defaultEmail])).toEqual([
      ['Центр', 'BOTH', null],
      ['Касса у входа', 'BOTH', null],
      ['Прилавок 2', 'BOTH', null],
    ]);
    expect(plan.terminals).toEqual({ changing: 3, total: 3 });
    const seen = plan.items.map(({ id, stamp }) => ({ id, stamp }));
    expect(Object.values(await apply('OWNER', everything, toAll, seen))).toEqual(['DONE', 'DONE', 'DONE']);
    expect(await modes()).toEqual(['BOTH', 'BOTH', 'BOTH']);
    expect(await journal()).toMatchObject([
      { objectName: 'Касса у входа', storeId: chain.storeIds[1], before: { defaultEmail: 'far@company.ru' } },
      { objectName: 'Прилавок 2', before: { printMode: 'ASK' }, after: { printMode: null } },
      { objectName: 'Центр', storeId: chain.storeIds[0], actorName: 'Тест OWNER' },
    ]);
    expect(Object.values(await apply('OWNER', everything, toAll, seen))).toEqual([
      'ALREADY',
      'ALREADY',
      'ALREADY',
    ]);
    expect(await journal()).toHaveLength(3);
  });

  it('one field leaves the other where it was', async () => {
    await apply('OWNER', everything, { ...toAll, addressFrom: 'KEEP' });
    expect(await effectiveReceiptSetting(as('OWNER'), chain.terminalIds[2])).toMatchObject({
      chosenPrintMode: 'BOTH',
      defaultEmail: 'far@company.ru',
    });
  });

  it('of a store reaches its terminals only', async () => {
    await apply('OWNER', { kind: 'BELOW', storeId: chain.storeIds[0] }, toAll);
    expect(await modes()).toEqual(['PAPER_ONLY', 'PAPER_ONLY', 'BOTH']);
    expect(await journal()).toHaveLength(1);
  });

  it('by an administrator reaches what he sees', async () => {
    await apply('ADMIN', everything, toAll);
    expect(await modes()).toEqual(['BOTH', 'BOTH', 'BOTH']);
    expect((await journal()).map(({ objectName }) => objectName)).toEqual(['Прилавок 2', 'Центр']);
    expect(await effectiveReceiptSetting(as('OWNER'), chain.terminalIds[2])).toMatchObject({
      defaultEmail: 'far@company.ru',
    });
  });

  it('leaves alone what somebody has changed since the preview', async () => {
    const seen = await agreeTo('OWNER', everything, toAll);
    await set(till(1), { printMode: 'ELECTRONIC_ONLY' }, 1);
    const results = await apply('OWNER', everything, toAll, seen);
    expect(results[chain.terminalIds[1]]).toBe('CHANGED');
    expect(results[chain.storeIds[0]]).toBe('DONE');
    expect(await modes()).toEqual(['BOTH', 'ELECTRONIC_ONLY', 'BOTH']);
  });

  it('from two people at once is done once', async () => {
    const seen = await agreeTo('OWNER', everything, toAll);
    const both = await Promise.all([1, 2].map(() => apply('OWNER', everything, toAll, seen)));
    expect(both.flatMap((each) => Object.values(each)).sort()).toEqual([
      ...Array<string>(3).fill('ALREADY'),
      ...Array<string>(3).fill('DONE'),
    ]);
    expect(await journal()).toHaveLength(3);
  });
});

describe('chosen terminals', () => {
  it.each(roles)('%s', async (role) => {
    const over = terminals(chain.terminalIds[0]);
    const change = mode('BOTH');
    const seen = [{ id: chain.terminalIds[0], stamp: '0:BOTH:' }];
    const previewed = await previewReceiptChange(as(role), { over, change });
    const applied = await applyReceiptChange(as(role), { over, change, seen });
    const outcome = role === 'OWNER' || role === 'ADMIN' ? 'done' : 'FORBIDDEN';
    expect([previewed, applied].map((each) => (each.ok ? 'done' : each.code))).toEqual([outcome, outcome]);
    expect(await database().receiptSetting.count({ where: { organizationId: chain.organizationId } })).toBe(
      outcome === 'done' ? 1 : 0,
    );
  });

  it('of a foreign organization or store are not found, and nothing is written', async () => {
    const foreign = await createChain(database());
    const [own] = chain.terminalIds;
    const cases: [Role, ChangeOver][] = [
      ['OWNER', terminals(own, foreign.terminalIds[0])],
      ['OWNER', { kind: 'BELOW', storeId: foreign.storeIds[0] }],
      ['ADMIN', terminals(own, chain.terminalIds[2])],
      ['ADMIN', { kind: 'BELOW', storeId: chain.storeIds[1] }],
    ];
    for (const [role, over] of cases) {
      const input = { over, change: mode('BOTH') };
      const seen = [own, foreign.terminalIds[0], chain.terminalIds[2]].map((id) => ({
        id,
        stamp: '0:BOTH:',
      }));
      expect(await previewReceiptChange(as(role), input)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await applyReceiptChange(as(role), { ...input, seen })).toMatchObject({ code: 'NOT_FOUND' });
    }
    const organizationId = { in: [chain.organizationId, foreign.organizationId] };
    expect(await database().receiptSetting.count({ where: { organizationId } })).toBe(0);
  });

  it('that the list did not name are not touched, whoever says he has seen them', async () => {
    const results = await apply('OWNER', terminals(chain.terminalIds[0]), mode('BOTH'), [
      { id: chain.terminalIds[0], stamp: '0:BOTH:' },
      { id: chain.terminalIds[1], stamp: '0:BOTH:' },
    ]);
    expect(results).toEqual({ [chain.terminalIds[0]]: 'DONE', [chain.terminalIds[1]]: 'MISSING' });
    expect(await modes()).toEqual(['BOTH', 'ASK', 'ASK']);
  });

  it('one address for all: one letter to its owner, stored in ASCII', async () => {
    const over = terminals(...chain.terminalIds);
    await apply('OWNER', over, { printMode: 'KEEP', addressFrom: 'OWN', defaultEmail: 'chek@Почта.рф' });
    expect(
      await database().receiptSetting.findMany({
        where: { organizationId: chain.organizationId },
        select: { defaultEmail: true, emailTyped: true, version: true },
      }),
    ).toEqual(
      Array(3).fill({ defaultEmail: 'chek@xn--80a1acny.xn--p1ai', emailTyped: 'chek@почта.рф', version: 1 }),
    );
    const where = { organizationId: chain.organizationId };
    expect(await database().receiptAddress.findMany({ where })).toMatchObject([{ letters: 1 }]);
    await apply('OWNER', over, { printMode: 'KEEP', addressFrom: 'NONE', defaultEmail: '' });
    expect(await database().receiptAddress.findMany({ where })).toMatchObject([{ tokenHash: null }]);
    expect(await database().receiptSetting.findMany({ where })).toMatchObject(
      Array(3).fill({ defaultEmail: '', emailTyped: null, version: 2 }),
    );
  });

  it('nothing chosen is said', async () => {
    const over = terminals(chain.terminalIds[0]);
    const input = { over, change: mode('KEEP') };
    expect(await previewReceiptChange(as('OWNER'), input)).toMatchObject({ code: 'NOTHING_CHOSEN' });
    expect(await applyReceiptChange(as('OWNER'), { ...input, seen: [] })).toMatchObject({
      code: 'NOTHING_CHOSEN',
    });
  });
});

describe('three people edit one setting', () => {
  const choiceOf = ({ printMode, defaultEmail }: OwnSetting): ReceiptChoice => ({
    printMode: printMode ?? 'INHERIT',
    addressFrom: defaultEmail === null ? 'INHERIT' : defaultEmail === '' ? 'NONE' : 'OWN',
    defaultEmail: defaultEmail ?? '',
  });
  const save = (role: Role, own: OwnSetting, version: number) =>
    setReceiptSetting(as(role), { ...choiceOf(own), target: storeOf(0), version });
  const stored = async () => {
    const view = await storeReceiptSetting(as('OWNER'), chain.storeIds[0]);
    if (!view) throw new Error('no setting');
    return view;
  };

  it('each is told, each merges, and what anybody changed alone is there in the end', async () => {
    await save('OWNER', { printMode: 'ASK', defaultEmail: 'old@company.ru' }, 0);
    const begun = await stored();
    const first: OwnSetting = { printMode: 'BOTH', defaultEmail: 'old@company.ru' };
    const second: OwnSetting = { printMode: 'ASK', defaultEmail: 'second@company.ru' };
    const third: OwnSetting = { printMode: 'PAPER_ONLY', defaultEmail: 'old@company.ru' };

    expect(await save('OWNER', first, begun.version)).toMatchObject({ ok: true });
    expect(await save('ADMIN', second, begun.version)).toMatchObject({
      code: 'CONFLICT_VERSION',
      details: { by: 'Тест OWNER' },
    });
    const seenBySecond = await stored();
    const merge = mergeSettings(begun.own, second, seenBySecond.own);
    expect([merge.printMode.side, merge.defaultEmail.side]).toEqual(['THEIRS', 'MINE']);
    const mergedSecond = merged(merge, { printMode: 'THEIRS', defaultEmail: 'MINE' });

    // While the second one looks at the merge, the third one saves over what the first has left.
    expect(await save('OWNER', third, seenBySecond.version)).toMatchObject({ ok: true });
    expect(await save('ADMIN', mergedSecond, seenBySecond.version)).toMatchObject({
      code: 'CONFLICT_VERSION',
    });
    expect((await stored()).own).toEqual(third);
    const now = await stored();
    const again = mergeSettings(seenBySecond.own, mergedSecond, now.own);
    expect([again.printMode.side, again.defaultEmail.side]).toEqual(['THEIRS', 'MINE']);
    const last = merged(again, { printMode: 'THEIRS', defaultEmail: 'MINE' });
    expect(await save('ADMIN', last, now.version)).toMatchObject({ ok: true });
    expect((await stored()).own).toEqual({ printMode: 'PAPER_ONLY', defaultEmail: 'second@company.ru' });
  });
});
