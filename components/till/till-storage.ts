import type { Till } from '@/lib/devices/till/model';

const DATABASE = 'kassa-till';
const TILLS = 'tills';
const MARKS = 'marks';

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(TILLS);
    request.result.createObjectStore(MARKS);
  };
  return done(request);
}

/** What tills of this browser remember, one record each, by serial number. */
export class TillStorage {
  #database: Promise<IDBDatabase> | null = null;

  async #store(name: string, mode: IDBTransactionMode): Promise<[IDBObjectStore, IDBTransaction]> {
    this.#database ??= opened();
    const transaction = (await this.#database).transaction(name, mode, { durability: 'strict' });
    return [transaction.objectStore(name), transaction];
  }

  async #put(name: string, key: string, value: unknown): Promise<void> {
    const [store, transaction] = await this.#store(name, 'readwrite');
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('indexedDB'));
      store.put(value, key);
    });
  }

  async #get(name: string, key: string): Promise<unknown> {
    const [store] = await this.#store(name, 'readonly');
    return done<unknown>(store.get(key));
  }

  async load(serialNumber: string): Promise<Till | null> {
    return ((await this.#get(TILLS, serialNumber)) as Till | undefined) ?? null;
  }

  /** Comes back when it is written down, not before. */
  save(till: Till): Promise<void> {
    return this.#put(TILLS, till.serialNumber, till);
  }

  /** The till that was opened last in this browser. */
  async last(): Promise<string | null> {
    const serial = await this.#get(MARKS, 'last');
    return typeof serial === 'string' ? serial : null;
  }

  markLast(serialNumber: string): Promise<void> {
    return this.#put(MARKS, 'last', serialNumber);
  }
}
