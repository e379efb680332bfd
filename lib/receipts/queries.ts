import { type Context, inStores } from '@/lib/access/context';
import type { Catalog } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { isId } from '@/lib/core/ids';
import type { Prisma } from '@/lib/platform/db';
import { storeOptions } from '@/lib/stores/queries';
import { floorInWords } from '@/lib/terminals/pos-version.rule';
import {
  addressFloor,
  factsOf,
  loadEntitlements,
  loadInstalled,
  onOldVersions,
  readinessFactsOf,
} from './facts';
import type { EffectiveSetting, SettingView, TerminalSettingRow } from './model';
import { readiness } from './readiness.rule';
import { effectiveSetting, inherit } from './receipt-setting.rule';
import type { SettingTargetInput } from './schema';
import {
  chainOf,
  loadSettings,
  type SettingTarget,
  settingOf,
  type StoredSetting,
  storeInScope,
  terminalFields,
  terminalInScope,
  type TerminalRow,
} from './store';

/**
 * What the terminal has to do with receipts now, for its configuration and for the screen: the nearest setting wins,
 * what cannot be applied is named in `reasons`. Null: no such terminal in scope.
 */
export async function effectiveReceiptSetting(
  ctx: Context,
  terminalId: string,
): Promise<EffectiveSetting | null> {
  const terminal = await terminalInScope(ctx, terminalId);
  if (!terminal) return null;
  const [settings, catalog, installed] = await Promise.all([
    loadSettings(ctx, { storeIds: [terminal.storeId], terminalIds: [terminal.id] }),
    loadCatalog(ctx.db),
    loadInstalled(ctx, [terminal]),
  ]);
  const chosen = inherit(chainOf(settings, terminal.storeId, terminal.id));
  return effectiveSetting(chosen, factsOf(catalog, installed, terminal));
}

function viewOf(
  settings: readonly StoredSetting[],
  target: SettingTarget,
  named: { readonly name: string; readonly storeId: string | null; readonly storeName: string | null },
): SettingView {
  const { printMode, defaultEmail, version, updatedAt, updatedBy } = settingOf(settings, target);
  const chain = chainOf(settings, named.storeId, target.terminalId);
  return {
    scope: target.scope,
    targetId: target.terminalId ?? target.storeId,
    name: named.name,
    storeName: named.storeName,
    own: { printMode, defaultEmail },
    chosen: inherit(chain),
    inherited: inherit(chain.slice(0, -1)),
    version,
    updatedAt,
    updatedBy,
  };
}

const organizationView = (settings: readonly StoredSetting[]): SettingView =>
  viewOf(
    settings,
    { scope: 'ORGANIZATION', storeId: null, terminalId: null },
    { name: 'Организация', storeId: null, storeName: null },
  );

const storeView = (
  settings: readonly StoredSetting[],
  store: { readonly id: string; readonly name: string },
): SettingView =>
  viewOf(
    settings,
    { scope: 'STORE', storeId: store.id, terminalId: null },
    { name: store.name, storeId: store.id, storeName: store.name },
  );

const terminalView = (
  settings: readonly StoredSetting[],
  { id, name, storeId, store }: Pick<TerminalRow, 'id' | 'name' | 'storeId' | 'store'>,
): SettingView =>
  viewOf(
    settings,
    { scope: 'TERMINAL', storeId: null, terminalId: id },
    { name, storeId, storeName: store.name },
  );

/** Settings of the organization and of the stores in scope. */
export async function receiptSettings(
  ctx: Context,
): Promise<{ readonly organization: SettingView; readonly stores: readonly SettingView[] }> {
  const stores = await storeOptions(ctx);
  const settings = await loadSettings(ctx, { storeIds: stores.map(({ id }) => id), terminalIds: [] });
  return {
    organization: organizationView(settings),
    stores: stores.map((store) => storeView(settings, store)),
  };
}

export async function organizationReceiptSetting(ctx: Context): Promise<SettingView> {
  return organizationView(await loadSettings(ctx, { storeIds: [], terminalIds: [] }));
}

/** Null: no such store in scope. */
export async function storeReceiptSetting(ctx: Context, storeId: string): Promise<SettingView | null> {
  const store = isId(storeId) ? await storeInScope(ctx, storeId) : null;
  if (!store) return null;
  return storeView(await loadSettings(ctx, { storeIds: [store.id], terminalIds: [] }), store);
}

/** The setting of a scope as it stands, with the store whose journal it belongs to. Null: not in scope. */
export async function chosenFor(
  ctx: Context,
  { scope, targetId }: SettingTargetInput,
): Promise<(SettingView & { readonly storeId: string | null }) | null> {
  if (scope === 'ORGANIZATION') return { ...(await organizationReceiptSetting(ctx)), storeId: null };
  if (scope === 'STORE') {
    const view = await storeReceiptSetting(ctx, targetId);
    return view && { ...view, storeId: targetId };
  }
  const terminal = await terminalInScope(ctx, targetId);
  if (!terminal) return null;
  const ids = { storeIds: [terminal.storeId], terminalIds: [terminal.id] };
  return { ...terminalView(await loadSettings(ctx, ids), terminal), storeId: terminal.storeId };
}

/** «8.4.2 или 6.42.8»: the oldest EvotorPOS of each line that knows the default address. */
export async function defaultAddressFloor(ctx: Context): Promise<string> {
  return floorInWords(addressFloor(await loadCatalog(ctx.db)));
}

async function rowsOf(
  ctx: Context,
  catalog: Catalog,
  terminals: readonly TerminalRow[],
): Promise<TerminalSettingRow[]> {
  const [settings, installed, entitlements] = await Promise.all([
    loadSettings(ctx, {
      storeIds: [...new Set(terminals.map(({ storeId }) => storeId))],
      terminalIds: terminals.map(({ id }) => id),
    }),
    loadInstalled(ctx, terminals),
    loadEntitlements(ctx, terminals),
  ]);
  return terminals.map((terminal) => {
    const setting = terminalView(settings, terminal);
    return {
      id: terminal.id,
      name: terminal.name,
      storeName: terminal.store.name,
      posVersion: terminal.posVersion,
      setting,
      effective: effectiveSetting(setting.chosen, factsOf(catalog, installed, terminal)),
      readiness: readiness(readinessFactsOf(catalog, installed, entitlements, terminal, setting.chosen)),
    };
  });
}

const PAGE = 50;

export interface ReceiptTerminalFilter {
  readonly q?: string | undefined;
  /** `old`: EvotorPOS does not know the default address */
  readonly version?: string | undefined;
  /** id of the last terminal of the former page */
  readonly after?: string | undefined;
}

/** Terminals in scope with their setting and readiness, by name, 50 a page. Keyset: (name, id). */
export async function listReceiptTerminals(
  ctx: Context,
  filter: ReceiptTerminalFilter,
): Promise<{
  readonly rows: readonly TerminalSettingRow[];
  readonly total: number;
  readonly next: string | null;
}> {
  const q = filter.q?.trim();
  const scope: Prisma.TerminalWhereInput = { organizationId: ctx.organizationId, ...inStores(ctx) };
  const catalog = await loadCatalog(ctx.db);
  const where: Prisma.TerminalWhereInput = {
    AND: [
      scope,
      filter.version === 'old' ? await onOldVersions(ctx, catalog) : {},
      q ? { name: { contains: q, mode: 'insensitive' } } : {},
    ],
  };
  const last =
    filter.after && isId(filter.after)
      ? await ctx.db.terminal.findFirst({
          where: { AND: [scope, { id: filter.after }] },
          select: { id: true, name: true },
        })
      : null;
  const beyond: Prisma.TerminalWhereInput = last
    ? { OR: [{ name: { gt: last.name } }, { name: last.name, id: { gt: last.id } }] }
    : {};
  const [found, total] = await Promise.all([
    ctx.db.terminal.findMany({
      where: { AND: [where, beyond] },
      select: terminalFields,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: PAGE + 1,
    }),
    ctx.db.terminal.count({ where }),
  ]);
  const page = found.slice(0, PAGE);
  return {
    rows: await rowsOf(ctx, catalog, page),
    total,
    next: found.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

export interface ReceiptTerminal extends TerminalSettingRow {
  /** «8.4.2 или 6.42.8»: what the default address needs */
  readonly floor: string;
  readonly timeZone: string;
  readonly lastSeenAt: Date | null;
  readonly paper: 'OK' | 'LOW' | 'OUT';
}

/** Null: unknown, foreign, or of a store out of scope. */
export async function findReceiptTerminal(ctx: Context, id: string): Promise<ReceiptTerminal | null> {
  const terminal = isId(id) ? await terminalInScope(ctx, id) : null;
  if (!terminal) return null;
  const catalog = await loadCatalog(ctx.db);
  const [row] = await rowsOf(ctx, catalog, [terminal]);
  return row
    ? {
        ...row,
        floor: floorInWords(addressFloor(catalog)),
        timeZone: terminal.store.timeZone,
        lastSeenAt: terminal.lastSeenAt,
        paper: terminal.paper,
      }
    : null;
}
