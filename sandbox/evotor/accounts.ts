import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';

/** In the shape of the API, v2; what a store or a terminal does not have is left out. */
export const storeSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  address: z.string().optional(),
});
export const deviceSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  store_id: z.string().optional(),
  serial_number: z.string().optional(),
  imei: z.string().optional(),
  device_model: z.string().optional(),
  timezone_offset: z.number().optional(),
});
export type Store = z.infer<typeof storeSchema>;
export type Device = z.infer<typeof deviceSchema>;

export type Account = {
  /** whose account it is, in words of the one who asked for it */
  owner: string;
  token: string;
  stores: Store[];
  devices: Device[];
  /** where changes are told, and what is said as `Authorization` */
  hook: { url: string; secret: string } | null;
  /** requests in the running window */
  spent: { since: number; count: number };
};

export const CHANGES = [
  'rename-terminal',
  'move-terminal',
  'add-terminal',
  'remove-terminal',
  'rename-store',
  'add-store',
] as const;
export type Change = (typeof CHANGES)[number];

/** Ids of that cloud begin with a day, and their letters are of either case. */
function newId(): string {
  const id = `20240115-${randomUUID().slice(9)}`;
  return randomInt(2) === 0 ? id : id.toUpperCase();
}

const digits = (count: number) => Array.from({ length: count }, () => String(randomInt(10))).join('');

/** `2018-04-17T10:11:49.393+0000` */
export const stamp = (at: Date): string => at.toISOString().replace('Z', '+0000');

const swapCase = (id: string) => (id === id.toLowerCase() ? id.toUpperCase() : id.toLowerCase());

const aDevice = (name: string, storeId: string, offsetHours = 3): Device => ({
  id: newId(),
  name,
  // The same store, written as another part of the cloud writes it.
  store_id: swapCase(storeId),
  serial_number: `0030${digits(10)}`,
  device_model: '7_3',
  firmware_version: '4.7.1',
  timezone_offset: offsetHours * 3_600_000,
  location: { lng: 37.6, lat: 55.7 },
});

/** What an account has that nobody has described: enough to try an import. */
export function newAccount(owner: string): Account {
  const stores: Store[] = [
    { id: newId(), name: 'Арбат', address: 'Москва, Арбат, 20' },
    { id: newId(), name: 'Невский', address: 'Санкт-Петербург, Невский проспект, 88' },
    { id: newId(), name: 'Вокзальный', address: 'Екатеринбург, Вокзальная, 22' },
  ];
  const [first, second, third] = stores.map(({ id }) => id);
  return {
    owner,
    token: `demo-${owner.replace(/[^0-9a-z]/gi, '').slice(-12)}`,
    stores,
    devices: [
      aDevice('Арбат 1', first ?? ''),
      aDevice('Арбат 2', first ?? ''),
      aDevice('Невский 1', second ?? ''),
      aDevice('Невский 2', second ?? ''),
      aDevice('Вокзальный 1', third ?? '', 5),
    ],
    hook: null,
    spent: { since: 0, count: 0 },
  };
}

export interface Told {
  readonly stores: readonly Store[];
  readonly devices: readonly Device[];
}

/** Changes the account as its owner would; what is to be told about it. */
export function changeAccount(account: Account, change: Change, now: Date): Told {
  const updated_at = stamp(now);
  const number = String(randomInt(100, 1000));
  const [store] = account.stores;
  const [device] = account.devices;
  const storeId = store?.id ?? '';
  switch (change) {
    case 'rename-terminal': {
      if (!device) return { stores: [], devices: [] };
      Object.assign(device, { name: `Касса № ${number}`, updated_at });
      return { stores: [], devices: [device] };
    }
    case 'move-terminal': {
      const other = account.stores.find(({ id }) => id.toLowerCase() !== device?.store_id?.toLowerCase());
      if (!device || !other) return { stores: [], devices: [] };
      Object.assign(device, { store_id: other.id, updated_at });
      return { stores: [], devices: [device] };
    }
    case 'add-terminal': {
      const added = { ...aDevice(`Новая касса ${number}`, storeId), updated_at };
      account.devices.push(added);
      return { stores: [], devices: [added] };
    }
    case 'remove-terminal': {
      account.devices.splice(-1);
      return { stores: [], devices: [] };
    }
    case 'rename-store': {
      if (!store) return { stores: [], devices: [] };
      Object.assign(store, { name: `Магазин № ${number}`, updated_at });
      return { stores: [store], devices: [] };
    }
    case 'add-store': {
      const added = {
        id: newId(),
        name: `Новый магазин ${number}`,
        address: `Тверь, Советская, ${number}`,
        updated_at,
      };
      account.stores.push(added);
      const own = aDevice(`Касса ${number}`, added.id);
      account.devices.push(own);
      return { stores: [added], devices: [own] };
    }
  }
}
