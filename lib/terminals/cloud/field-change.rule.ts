import type { ChangedField, FieldChange } from './model';

/** What the cloud said of a thing when it was last taken over; null: nothing. */
export interface Baseline {
  readonly name: string;
  readonly address?: string | null;
  readonly storeKey?: string | null;
  readonly serialNumber?: string | null;
  readonly imei?: string | null;
  readonly model?: string | null;
}

interface Comparison {
  readonly changes: readonly FieldChange[];
  /** the cloud says something new that the cabinet has already */
  readonly settled: boolean;
}

interface Facts {
  readonly before: string | null | undefined;
  readonly after: string | null | undefined;
  readonly ours: string | null;
}

/** What is left out by the cloud says nothing: the cloud never clears a field. */
function compare(
  facts: Partial<Record<ChangedField, Facts>>,
  shown: (field: ChangedField, value: string) => string,
): Comparison {
  const changes: FieldChange[] = [];
  let settled = false;
  for (const [name, { before, after, ours }] of Object.entries(facts)) {
    const field = name as ChangedField;
    if (!after || after === (before ?? null)) continue;
    if (after === ours) {
      settled = true;
      continue;
    }
    const words = (value: string | null | undefined) => (value ? shown(field, value) : null);
    changes.push({
      field,
      before: words(before),
      after: shown(field, after),
      ours: ours === (before ?? null) ? null : words(ours),
    });
  }
  return { changes, settled };
}

export const compareStore = (
  before: Baseline,
  after: { readonly name: string; readonly address: string | null },
  ours: { readonly name: string; readonly address: string },
): Comparison =>
  compare(
    {
      name: { before: before.name, after: after.name, ours: ours.name },
      address: { before: before.address, after: after.address, ours: ours.address },
    },
    (_field, value) => value,
  );

/** `storeName`: name of a store of the cloud by its key. */
export const compareTerminal = (
  before: Baseline,
  after: {
    readonly name: string;
    readonly storeKey: string | null;
    readonly serialNumber: string | null;
    readonly imei: string | null;
    readonly model: string | null;
  },
  ours: {
    readonly name: string;
    readonly storeKey: string | null;
    readonly serialNumber: string;
    readonly imei: string | null;
    readonly model: string;
  },
  storeName: (key: string) => string | null,
): Comparison =>
  compare(
    {
      name: { before: before.name, after: after.name, ours: ours.name },
      store: { before: before.storeKey, after: after.storeKey, ours: ours.storeKey },
      serialNumber: { before: before.serialNumber, after: after.serialNumber, ours: ours.serialNumber },
      imei: { before: before.imei, after: after.imei, ours: ours.imei },
      model: { before: before.model, after: after.model, ours: ours.model },
    },
    (field, value) => (field === 'store' ? (storeName(value) ?? 'другой магазин') : value),
  );
