import { type Context, inStores } from '@/lib/access/context';
import { storeOptions } from '@/lib/stores/queries';
import type { SettingNode, SettingTree } from './change-many.rule';
import type { ChangeOver } from './schema';
import { loadAllSettings, settingOf } from './store';

/** Settings of the organization and of every store and terminal in scope. */
export async function loadTree(ctx: Context): Promise<SettingTree> {
  const settings = await loadAllSettings(ctx);
  const stores = await storeOptions(ctx);
  const terminals = await ctx.db.terminal.findMany({
    where: { organizationId: ctx.organizationId, ...inStores(ctx) },
    select: { id: true, name: true, storeId: true, store: { select: { name: true } } },
    orderBy: [{ store: { name: 'asc' } }, { name: 'asc' }, { id: 'asc' }],
  });
  const byTarget = new Map(settings.map((each) => [each.terminalId ?? each.storeId ?? '', each]));
  const node = (
    scope: 'STORE' | 'TERMINAL',
    named: Pick<SettingNode, 'id' | 'name' | 'storeId' | 'storeName'>,
  ): SettingNode => {
    const { printMode = null, defaultEmail = null, version = 0 } = byTarget.get(named.id) ?? {};
    return { scope, ...named, own: { printMode, defaultEmail }, version };
  };
  const { printMode, defaultEmail } = settingOf(settings, {
    scope: 'ORGANIZATION',
    storeId: null,
    terminalId: null,
  });
  return {
    organization: { printMode, defaultEmail },
    stores: stores.map(({ id, name }) => node('STORE', { id, name, storeId: id, storeName: name })),
    terminals: terminals.map(({ id, name, storeId, store }) =>
      node('TERMINAL', { id, name, storeId, storeName: store.name }),
    ),
  };
}

/** Ids of what a change is about. Null: a store or terminal that is not in scope. */
export function targetsOf(tree: SettingTree, over: ChangeOver): ReadonlySet<string> | null {
  const terminals = new Set(tree.terminals.map(({ id }) => id));
  if (over.kind === 'TERMINALS') {
    return over.terminalIds.every((id) => terminals.has(id)) ? new Set(over.terminalIds) : null;
  }
  const { storeId } = over;
  if (storeId === null) return new Set([...tree.stores.map(({ id }) => id), ...terminals]);
  if (!tree.stores.some(({ id }) => id === storeId)) return null;
  return new Set(tree.terminals.filter((terminal) => terminal.storeId === storeId).map(({ id }) => id));
}

/** The part of the tree that a change is looked at in: one store with its terminals, or all. */
export function partOf(tree: SettingTree, over: ChangeOver): SettingTree {
  if (over.kind === 'BELOW' && over.storeId === null) return tree;
  const terminals = tree.terminals.filter((terminal) =>
    over.kind === 'TERMINALS' ? over.terminalIds.includes(terminal.id) : terminal.storeId === over.storeId,
  );
  return { ...tree, terminals };
}
