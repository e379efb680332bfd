import type { CloudDevice, CloudStore } from './cloud.port';
import { cloudKey, isSerialNumber, zoneOf } from './cloud-id.rule';
import { type Baseline, compareStore, compareTerminal } from './field-change.rule';
import type {
  ChangedStore,
  ChangedTerminal,
  Difference,
  GoneStore,
  GoneTerminal,
  JoinedTerminal,
  NewStore,
  NewTerminal,
  UnusableReason,
  UnusableTerminal,
} from './model';
import { suggestStores } from './suggestion.rule';

export interface KnownStore {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly timeZone: string;
}

export interface KnownTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly imei: string | null;
}

/** What is tied to the cloud, with what the cloud said of it when it was last taken over. */
export interface StoreTie extends Baseline {
  readonly key: string;
  readonly storeId: string;
}

export interface TerminalTie extends Baseline {
  readonly key: string;
  readonly terminalId: string;
}

export interface Snapshot {
  readonly stores: readonly CloudStore[];
  readonly devices: readonly CloudDevice[];
}

/** The organization as it is; `takenNumbers`: serial numbers of the snapshot that other organizations have. */
export interface Known {
  readonly stores: readonly KnownStore[];
  readonly terminals: readonly KnownTerminal[];
  readonly storeTies: readonly StoreTie[];
  readonly terminalTies: readonly TerminalTie[];
  readonly takenNumbers: ReadonlySet<string>;
}

/** Keys whose cloud has only caught up with the cabinet: nothing to show, only to remember. */
export interface Compared {
  readonly difference: Difference;
  readonly caughtUp: readonly string[];
}

const byKey = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [cloudKey(item.id), item]));

/**
 * What the cloud has and the cabinet has not, and the other way round. What is tied is compared with what the cloud said
 * when it was last taken over: only a change of the cloud is a change. `scope`: stores of the one who looks, null for
 * all; with a scope nothing outside of it is named, and stores are neither added nor tied.
 */
export function compareWithCloud(
  snapshot: Snapshot,
  known: Known,
  scope: readonly string[] | null,
): Compared {
  const sees = (storeId: string | undefined) =>
    scope === null || (storeId !== undefined && scope.includes(storeId));
  const stores = byKey(snapshot.stores);
  const devices = byKey(snapshot.devices);
  const ourStores = new Map(known.stores.map((store) => [store.id, store]));
  const ourTerminals = new Map(known.terminals.map((terminal) => [terminal.id, terminal]));
  const storeOfKey = new Map(known.storeTies.map(({ key, storeId }) => [key, storeId]));
  const keyOfStore = new Map(known.storeTies.map(({ key, storeId }) => [storeId, key]));
  const cloudStoreName = (key: string | null) => (key === null ? null : (stores.get(key)?.name ?? null));
  const caughtUp: string[] = [];

  const changedStores: ChangedStore[] = [];
  const goneStores: GoneStore[] = [];
  for (const tie of known.storeTies) {
    const own = ourStores.get(tie.storeId);
    if (!own || !sees(own.id)) continue;
    const store = stores.get(tie.key);
    if (!store) {
      goneStores.push({ key: tie.key, storeId: own.id, name: own.name });
      continue;
    }
    const { changes, settled } = compareStore(tie, store, own);
    if (changes.length > 0) {
      const { updatedAt } = store;
      changedStores.push({ key: tie.key, storeId: own.id, name: own.name, changes, updatedAt });
    } else if (settled) caughtUp.push(tie.key);
  }

  const unusable: UnusableTerminal[] = [];
  const changedTerminals: ChangedTerminal[] = [];
  const goneTerminals: GoneTerminal[] = [];
  const usedNumbers = new Set(known.terminals.map(({ serialNumber }) => serialNumber));
  const isFree = (number: string | null): number is string =>
    isSerialNumber(number) && !known.takenNumbers.has(number) && !usedNumbers.has(number);
  const refuse = (key: string, device: CloudDevice, reason: UnusableReason, name = device.name) =>
    unusable.push({ key, name: name || 'Без названия', serialNumber: device.serialNumber, reason });

  const tied = new Set<string>();
  for (const tie of known.terminalTies) {
    const own = ourTerminals.get(tie.terminalId);
    if (!own) continue;
    const device = devices.get(tie.key);
    if (device) tied.add(own.id);
    if (!sees(own.storeId)) continue;
    if (!device) {
      goneTerminals.push({ key: tie.key, terminalId: own.id, name: own.name, storeId: own.storeId });
      continue;
    }
    const storeKey = device.storeId === null ? null : cloudKey(device.storeId);
    const ours = { ...own, storeKey: keyOfStore.get(own.storeId) ?? null };
    const { changes, settled } = compareTerminal(tie, { ...device, storeKey }, ours, cloudStoreName);
    const kept = changes.filter(({ field }) => {
      if (field === 'serialNumber' && !isFree(device.serialNumber)) {
        refuse(tie.key, device, 'NUMBER', own.name);
        return false;
      }
      if (field === 'store' && (storeKey === null || !stores.has(storeKey))) {
        refuse(tie.key, device, 'NO_STORE', own.name);
        return false;
      }
      if (field === 'store' && scope !== null && !sees(storeOfKey.get(storeKey ?? ''))) {
        refuse(tie.key, device, 'ELSEWHERE', own.name);
        return false;
      }
      return true;
    });
    if (kept.length > 0) {
      const movedTo = kept.some(({ field }) => field === 'store') ? storeKey : null;
      const { updatedAt } = device;
      const { name, storeId } = own;
      changedTerminals.push({
        key: tie.key,
        terminalId: own.id,
        name,
        storeId,
        changes: kept,
        movedTo,
        updatedAt,
      });
      if (kept.some(({ field }) => field === 'serialNumber')) usedNumbers.add(device.serialNumber ?? '');
    } else if (changes.length === 0 && settled) caughtUp.push(tie.key);
  }

  const tiedKeys = new Set(known.terminalTies.map(({ key }) => key));
  const numbers = new Map(known.terminals.map((terminal) => [terminal.serialNumber, terminal]));
  const newTerminals: NewTerminal[] = [];
  const joinedTerminals: JoinedTerminal[] = [];
  for (const [key, device] of devices) {
    if (tiedKeys.has(key)) continue;
    const storeKey = device.storeId === null ? null : cloudKey(device.storeId);
    const store = storeKey === null ? undefined : stores.get(storeKey);
    const isHere = scope === null || sees(storeOfKey.get(storeKey ?? ''));
    const serial = isSerialNumber(device.serialNumber) ? numbers.get(device.serialNumber) : undefined;
    const own = serial ?? withImei(known.terminals, device.imei);
    if (own && !tied.has(own.id) && sees(own.storeId)) {
      tied.add(own.id);
      const storeName = ourStores.get(own.storeId)?.name ?? '';
      const isSameStore = storeKey !== null && storeOfKey.get(storeKey) === own.storeId;
      joinedTerminals.push({
        key,
        cloudId: device.id,
        terminalId: own.id,
        name: own.name,
        serialNumber: own.serialNumber,
        storeId: own.storeId,
        storeName,
        by: serial ? 'SERIAL' : 'IMEI',
        cloudName: device.name === '' || device.name === own.name ? null : device.name,
        cloudStoreName: isSameStore || !isHere ? null : cloudStoreName(storeKey),
        cloudStoreKey: isHere ? storeKey : null,
      });
      continue;
    }
    if (!isHere) continue;
    if (!isFree(device.serialNumber)) {
      refuse(key, device, 'NUMBER');
    } else if (storeKey === null || !store) {
      refuse(key, device, 'NO_STORE');
    } else {
      usedNumbers.add(device.serialNumber);
      newTerminals.push({
        key,
        cloudId: device.id,
        name: device.name || `Касса ${device.serialNumber.slice(-4)}`,
        storeKey,
        storeName: store.name,
        serialNumber: device.serialNumber,
        imei: device.imei,
        model: device.model ?? 'Эвотор',
      });
    }
  }

  const tiedStores = new Set(known.storeTies.filter(({ key }) => stores.has(key)).map((tie) => tie.storeId));
  const fresh = scope === null ? [...stores].filter(([key]) => !storeOfKey.has(key)) : [];
  const suggestions = suggestStores(
    fresh.map(([key, { name, address }]) => ({ key, name, address })),
    known.stores.filter(({ id }) => !tiedStores.has(id)),
  );
  const offsetsIn = (key: string) =>
    snapshot.devices
      .filter(({ storeId }) => storeId !== null && cloudKey(storeId) === key)
      .map(({ offsetMinutes }) => offsetMinutes);
  const newStores = fresh.map(([key, store]): NewStore => ({
    key,
    cloudId: store.id,
    name: store.name || 'Магазин без названия',
    address: store.address,
    timeZone: zoneOf(offsetsIn(key)),
    terminals: newTerminals.filter(({ storeKey }) => storeKey === key).length,
    suggestion: suggestions.get(key) ?? null,
  }));
  const seenTies = {
    stores: known.storeTies.filter(({ storeId }) => sees(storeId)).length,
    terminals: known.terminalTies.filter(({ terminalId }) => sees(ourTerminals.get(terminalId)?.storeId))
      .length,
  };
  const back = new Set(joinedTerminals.map(({ terminalId }) => terminalId));
  const troubled = new Set(unusable.map(({ key }) => key).filter((key) => tiedKeys.has(key)));
  for (const { key } of changedTerminals) troubled.add(key);
  return {
    caughtUp,
    difference: {
      newStores,
      changedStores,
      goneStores,
      newTerminals,
      joinedTerminals,
      changedTerminals,
      goneTerminals: goneTerminals.filter(({ terminalId }) => !back.has(terminalId)),
      unusable,
      unchanged: {
        stores: seenTies.stores - changedStores.length - goneStores.length,
        terminals: seenTies.terminals - troubled.size - goneTerminals.length,
      },
    },
  };
}

/** The one terminal with this IMEI; two of them are none. */
function withImei(terminals: readonly KnownTerminal[], imei: string | null): KnownTerminal | undefined {
  if (imei === null) return undefined;
  const [only, ...others] = terminals.filter((terminal) => terminal.imei === imei);
  return others.length > 0 ? undefined : only;
}

/** Nothing that an import would change. */
export const isEmpty = (difference: Difference): boolean => importable(difference) === 0;

/** How many lines an import could take over. */
export const importable = (difference: Difference): number =>
  difference.newStores.length +
  difference.changedStores.length +
  difference.goneStores.length +
  difference.newTerminals.length +
  difference.joinedTerminals.length +
  difference.changedTerminals.length +
  difference.goneTerminals.length;
