import { randomUUID } from 'node:crypto';
import { type Context } from '@/lib/access/context';
import { audit, type AuditRecord } from '@/lib/platform/audit';
import { createStore } from '@/lib/stores/commands/create-store';
import { editStore } from '@/lib/stores/commands/edit-store';
import { storeTag } from '@/lib/stores/store-tag.rule';
import { type Chosen, devicesByKey, rememberedStore, rememberedTerminal, storesByKey } from './choice.rule';
import { cloudKey } from './cloud-id.rule';
import type { Compared, Known, Snapshot } from './difference.rule';
import type { ChangedField, ImportResult } from './model';
import { addTerminals, changeTerminal, tieTerminals } from './terminals.store';

export interface Comparison extends Compared {
  readonly snapshot: Snapshot;
  readonly known: Known;
}

/** Store of the cloud → `NEW`, `SKIP`, or the store of the cabinet that it is. */
export type StoreChoices = ReadonlyMap<string, string>;

/** The commands of stores refuse only what has been decided before: anything else is unexpected. */
const must = <T>(result: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!result.ok) throw new Error(`a store was refused: ${result.code}`);
  return result.value;
};

/** Carries out what was chosen, in the running transaction and under its lock. */
export async function takeOver(
  ctx: Context,
  compared: Comparison,
  chosen: Chosen,
  choices: StoreChoices,
): Promise<ImportResult> {
  const untied = await untie(ctx, chosen);
  const stores = await takeStores(ctx, compared, chosen, choices);
  const terminals = await takeTerminals(ctx, compared, chosen, stores.storeOfKey);
  await rememberCaughtUp(ctx, compared);
  return {
    untied,
    storesAdded: stores.added,
    storesTied: stores.tied,
    storesChanged: stores.changed,
    ...terminals,
  };
}

/** What is gone from the cloud stays in the cabinet and is tied to nothing. */
async function untie(ctx: Context, { goneStores, goneTerminals }: Chosen): Promise<number> {
  const { organizationId } = ctx;
  await ctx.db.cloudStoreLink.deleteMany({
    where: { organizationId, cloudKey: { in: goneStores.map(({ key }) => key) } },
  });
  await ctx.db.cloudTerminalLink.deleteMany({
    where: { organizationId, cloudKey: { in: goneTerminals.map(({ key }) => key) } },
  });
  await audit(ctx, [
    ...goneStores.map(({ storeId, name }) => ({
      action: 'stores.cloudUnlink',
      objectType: 'store',
      objectId: storeId,
      objectName: name,
      storeId,
    })),
    ...goneTerminals.map(({ terminalId, name, storeId }) => ({
      action: 'terminals.cloudUnlink',
      objectType: 'terminal',
      objectId: terminalId,
      objectName: name,
      storeId,
    })),
  ]);
  return goneStores.length + goneTerminals.length;
}

async function takeStores(
  ctx: Context,
  { snapshot, known }: Comparison,
  chosen: Chosen,
  choices: StoreChoices,
): Promise<{ added: number; tied: number; changed: number; storeOfKey: Map<string, string> }> {
  const { organizationId } = ctx;
  const cloud = storesByKey(snapshot);
  const gone = new Set(chosen.goneStores.map(({ key }) => key));
  const storeOfKey = new Map(
    known.storeTies.filter(({ key }) => !gone.has(key)).map(({ key, storeId }) => [key, storeId]),
  );
  const intoOf = (key: string) => choices.get(key) ?? 'SKIP';
  const toAdd = chosen.newStores.filter(({ key }) => intoOf(key) === 'NEW');
  const toTie = chosen.newStores.filter(({ key }) => !['NEW', 'SKIP'].includes(intoOf(key)));
  const ids: string[] = [];
  for (const { name, address, timeZone } of toAdd) {
    const store = { name, address: address ?? '', timeZone: timeZone ?? ctx.timeZone, hours: null };
    ids.push(must(await createStore(ctx, { requestId: randomUUID(), ...store }, 'AS_GIVEN')).storeId);
  }
  const ties = [
    ...toAdd.map((store, at) => ({ store, storeId: ids[at] ?? '' })),
    ...toTie.map((store) => ({ store, storeId: intoOf(store.key) })),
  ];
  await ctx.db.cloudStoreLink.deleteMany({
    where: { organizationId, storeId: { in: ties.map(({ storeId }) => storeId) } },
  });
  await ctx.db.cloudStoreLink.createMany({
    data: ties.map(({ store: { key, cloudId }, storeId }) => ({
      organizationId,
      storeId,
      cloudId,
      cloudKey: key,
      ...rememberedStore(cloud.get(key), { name: '' }, () => true),
    })),
  });
  for (const { store, storeId } of ties) storeOfKey.set(store.key, storeId);
  const nameOf = new Map(known.stores.map(({ id, name }) => [id, name]));
  await audit(
    ctx,
    toTie.map((store): AuditRecord => {
      const storeId = intoOf(store.key);
      return {
        action: 'stores.cloudLink',
        objectType: 'store',
        objectId: storeId,
        objectName: nameOf.get(storeId) ?? '',
        storeId,
        after: { cloudName: store.name },
      };
    }),
  );
  for (const { key, storeId, changes } of chosen.changedStores) {
    const own = known.stores.find(({ id }) => id === storeId);
    const tie = known.storeTies.find((each) => each.key === key);
    const now = cloud.get(key);
    if (!own || !tie || !now) continue;
    const after = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
    const { name = own.name, address = own.address } = after;
    const { timeZone } = own;
    must(await editStore(ctx, { storeId, seen: storeTag(own), name, address, timeZone }, 'AS_GIVEN'));
    const isTaken = (field: ChangedField) =>
      field in after || (field === 'name' ? now.name === own.name : now.address === own.address);
    await ctx.db.cloudStoreLink.updateMany({
      where: { organizationId, cloudKey: key },
      data: rememberedStore(now, tie, isTaken),
    });
  }
  return { added: toAdd.length, tied: toTie.length, changed: chosen.changedStores.length, storeOfKey };
}

async function takeTerminals(
  ctx: Context,
  { snapshot, known }: Comparison,
  chosen: Chosen,
  storeOfKey: ReadonlyMap<string, string>,
): Promise<Pick<ImportResult, 'terminalsAdded' | 'terminalsTied' | 'terminalsChanged' | 'refused'>> {
  const devices = devicesByKey(snapshot);
  const keyOfStore = new Map([...storeOfKey].map(([key, storeId]) => [storeId, key]));
  const wanted = chosen.newTerminals.flatMap((terminal) => {
    const storeId = storeOfKey.get(terminal.storeKey);
    return storeId === undefined ? [] : [{ ...terminal, storeId }];
  });
  const added = await addTerminals(ctx, wanted);
  await tieTerminals(
    ctx,
    chosen.joinedTerminals,
    [...added, ...chosen.joinedTerminals].map(({ key, cloudId, terminalId }) => ({
      cloudKey: key,
      cloudId,
      terminalId,
      ...rememberedTerminal(devices.get(key), {}, () => true),
    })),
  );
  let changed = 0;
  for (const line of chosen.changedTerminals) {
    const own = known.terminals.find(({ id }) => id === line.terminalId);
    const tie = known.terminalTies.find(({ key }) => key === line.key);
    const device = devices.get(line.key);
    if (!own || !tie || !device) continue;
    const storeId = line.movedTo === null ? undefined : storeOfKey.get(line.movedTo);
    const changes = line.changes.filter(({ field }) => field !== 'store' || storeId !== undefined);
    if (changes.length === 0) continue;
    const storeNames = new Map(known.stores.map(({ id, name }) => [id, name]));
    await changeTerminal(ctx, own, changes, storeId, (id) => storeNames.get(id) ?? null);
    const fields = new Set(changes.map(({ field }) => field));
    const ours: Partial<Record<ChangedField, string | null>> = {
      ...own,
      store: keyOfStore.get(own.storeId) ?? null,
    };
    const now: Partial<Record<ChangedField, string | null>> = {
      ...device,
      store: device.storeId === null ? null : cloudKey(device.storeId),
    };
    await ctx.db.cloudTerminalLink.updateMany({
      where: { organizationId: ctx.organizationId, cloudKey: line.key },
      data: rememberedTerminal(device, tie, (field) => fields.has(field) || now[field] === ours[field]),
    });
    changed += 1;
  }
  return {
    terminalsAdded: added.length,
    terminalsTied: chosen.joinedTerminals.length,
    terminalsChanged: changed,
    refused: wanted.length - added.length,
  };
}

/** Where the cloud has caught up with the cabinet there is nothing to take over, only to remember. */
async function rememberCaughtUp(ctx: Context, { snapshot, known, caughtUp }: Comparison): Promise<void> {
  const { organizationId } = ctx;
  const [stores, devices] = [storesByKey(snapshot), devicesByKey(snapshot)];
  for (const cloudKey of caughtUp) {
    const where = { organizationId, cloudKey };
    const store = known.storeTies.find(({ key }) => key === cloudKey);
    const terminal = known.terminalTies.find(({ key }) => key === cloudKey);
    if (store) {
      const data = rememberedStore(stores.get(cloudKey), store, () => true);
      await ctx.db.cloudStoreLink.updateMany({ where, data });
    }
    if (terminal) {
      const data = rememberedTerminal(devices.get(cloudKey), terminal, () => true);
      await ctx.db.cloudTerminalLink.updateMany({ where, data });
    }
  }
}
