import type { CloudDevice, CloudStore } from './cloud.port';
import { cloudKey } from './cloud-id.rule';
import type { Snapshot } from './difference.rule';
import type { ChangedField, Difference, FieldChange } from './model';

/** What of a difference is to be taken over. */
export type Chosen = Difference;

export const lineName = (part: 'stores' | 'terminals', key: string): string => `${part}:${key}`;

/** A difference without the lines that a person has left out. */
export function without(difference: Difference, left: readonly string[]): Chosen {
  const out = new Set(left);
  const stores = <T extends { readonly key: string }>(lines: readonly T[]) =>
    lines.filter(({ key }) => !out.has(lineName('stores', key)));
  const terminals = <T extends { readonly key: string }>(lines: readonly T[]) =>
    lines.filter(({ key }) => !out.has(lineName('terminals', key)));
  return {
    ...difference,
    newStores: stores(difference.newStores),
    changedStores: stores(difference.changedStores),
    goneStores: stores(difference.goneStores),
    newTerminals: terminals(difference.newTerminals),
    joinedTerminals: terminals(difference.joinedTerminals),
    changedTerminals: terminals(difference.changedTerminals),
    goneTerminals: terminals(difference.goneTerminals),
  };
}

/**
 * What needs no person: changes of what is tied already, where the cabinet has what the cloud said before. Another serial
 * number is another device, and everything new or gone is a decision.
 */
export function needsNobody(difference: Difference, tiedStores: ReadonlySet<string>): Chosen {
  const plain = ({ field, ours }: FieldChange) => ours === null && field !== 'serialNumber';
  const some = <T extends { readonly changes: readonly FieldChange[] }>(lines: readonly T[]): T[] =>
    lines
      .map((line) => ({ ...line, changes: line.changes.filter(plain) }))
      .filter(({ changes }) => changes.length > 0);
  const isPossible = ({ field }: FieldChange, movedTo: string | null) =>
    field !== 'store' || (movedTo !== null && tiedStores.has(movedTo));
  return {
    ...difference,
    newStores: [],
    goneStores: [],
    newTerminals: [],
    joinedTerminals: [],
    goneTerminals: [],
    changedStores: some(difference.changedStores),
    changedTerminals: some(
      difference.changedTerminals.map((line) => ({
        ...line,
        changes: line.changes.filter((change) => isPossible(change, line.movedTo)),
      })),
    ),
  };
}

/** What the cloud says of a store or terminal, as it is remembered: of what is left out the last word stands. */
export function rememberedStore(
  store: CloudStore | undefined,
  before: { readonly name: string; readonly address?: string | null | undefined },
  taken: (field: ChangedField) => boolean,
): { name: string; address: string | null } {
  const pick = (field: 'name' | 'address') =>
    taken(field) ? store?.[field] || before[field] : before[field];
  return { name: pick('name') ?? '', address: pick('address') ?? null };
}

export interface RememberedTerminal {
  readonly name: string;
  readonly storeKey: string | null;
  readonly serialNumber: string | null;
  readonly imei: string | null;
  readonly model: string | null;
}

export function rememberedTerminal(
  device: CloudDevice | undefined,
  before: Partial<RememberedTerminal>,
  taken: (field: ChangedField) => boolean,
): RememberedTerminal {
  const pick = <T>(field: ChangedField, now: T | undefined, then: T | undefined) =>
    taken(field) ? now || then : then;
  return {
    name: pick('name', device?.name, before.name) ?? '',
    storeKey: pick('store', device?.storeId ? cloudKey(device.storeId) : null, before.storeKey) ?? null,
    serialNumber: pick('serialNumber', device?.serialNumber, before.serialNumber) ?? null,
    imei: pick('imei', device?.imei, before.imei) ?? null,
    model: pick('model', device?.model, before.model) ?? null,
  };
}

export const storesByKey = ({ stores }: Snapshot): ReadonlyMap<string, CloudStore> =>
  new Map(stores.map((store) => [cloudKey(store.id), store]));

export const devicesByKey = ({ devices }: Snapshot): ReadonlyMap<string, CloudDevice> =>
  new Map(devices.map((device) => [cloudKey(device.id), device]));
