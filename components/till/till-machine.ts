import type { SaleAnswer } from '@/lib/receipts/decide-receipt.rule';
import type { Cart, Condition, Registration, Till } from '@/lib/devices/till/model';
import { MOST_AT_ONCE, nextBatch } from '@/lib/devices/till/queue.rule';
import type { Moment, Payment } from '@/lib/devices/till/sale.rule';
import { readTillLink, type TillLink } from '@/lib/devices/till/till-link.rule';
import { newTill, reduceTill, serialOf, type TillEvent, tillTime } from '@/lib/devices/till/till.rule';
import * as api from './device-api';
import { keepOffline } from './keep-offline';
import { TillStorage } from './till-storage';

export type Reach = 'OK' | 'OFFLINE' | 'NO_ANSWER' | 'DISOWNED';

export interface Snapshot {
  readonly phase: 'LOADING' | 'ELSEWHERE' | 'NO_STORAGE' | 'READY';
  readonly till: Till | null;
  readonly link: TillLink;
  readonly reach: Reach;
  /** receipts are being reported */
  readonly sending: boolean;
}

const BEAT_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

const digits = (count: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => String(byte % 10)).join('');

const starting: Snapshot = { phase: 'LOADING', till: null, link: {}, reach: 'OFFLINE', sending: false };

/**
 * The program of the till: one state, changed by events one after another, each written down before anything follows
 * from it; beside it a loop that speaks to the cabinet. Only one window of the browser has it at a time.
 */
export class TillMachine {
  #snapshot: Snapshot = starting;
  readonly #listeners = new Set<() => void>();
  readonly #storage = new TillStorage();
  #writing: Promise<unknown> = Promise.resolve();
  #stopped = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #talking = false;
  #again = false;
  #beatDue = true;
  #failures = 0;
  #most = MOST_AT_ONCE;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): Snapshot => this.#snapshot;
  readonly serverSnapshot = (): Snapshot => starting;

  #show(change: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Begins to be the till of this window; the function ends it. */
  readonly start = (): (() => void) => {
    const stopped = new AbortController();
    this.#stopped = stopped;
    const { signal } = stopped;
    void this.#become(signal).catch(() => {
      if (!signal.aborted) this.#show({ phase: 'NO_STORAGE' });
    });
    const wake = () => this.#kick(true);
    for (const event of ['online', 'offline', 'focus']) window.addEventListener(event, wake, { signal });
    window.addEventListener('hashchange', () => window.location.reload(), { signal });
    keepOffline();
    return () => {
      stopped.abort();
      clearTimeout(this.#timer);
    };
  };

  async #become(signal: AbortSignal): Promise<void> {
    const link = readTillLink(window.location.hash);
    const serialNumber = link.serialNumber ?? (await this.#lastFree(link)) ?? serialOf(digits);
    if (signal.aborted) return;
    await this.#alone(`kassa-till-${serialNumber}`, signal, async () => {
      await this.#storage.markLast(serialNumber);
      const till = (await this.#storage.load(serialNumber)) ?? newTill(serialNumber, digits);
      if (signal.aborted) return;
      this.#show({ phase: 'READY', till, link });
      // The code is for one use: it does not stay in the address.
      window.history.replaceState(null, '', '/till');
      const { name, registration } = link;
      if (name !== undefined || registration) await this.#happen({ type: 'told', name, registration });
      this.#kick(true);
    });
  }

  /** The till of this browser, unless a code has been brought for another one. Null: a new till. */
  async #lastFree(link: TillLink): Promise<string | null> {
    const last = await this.#storage.last();
    if (last === null || link.code === undefined) return last;
    return (await this.#storage.load(last))?.connection ? null : last;
  }

  /** Runs when no other window is this till, and keeps the others out until this one stops. */
  async #alone(name: string, signal: AbortSignal, run: () => Promise<void>): Promise<void> {
    const { locks } = navigator as { locks?: LockManager };
    if (!locks) return run();
    let granted = false;
    const held = locks.request(name, { signal }, async () => {
      granted = true;
      await run();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    });
    const { held: others = [] } = await locks.query();
    const elsewhere = !(granted as boolean) && others.some((lock) => lock.name === name);
    if (elsewhere && !signal.aborted) this.#show({ phase: 'ELSEWHERE' });
    await held;
  }

  /** The next event, when those before are written down. False: it could not be written, so it has not happened. */
  #happen(event: TillEvent): Promise<boolean> {
    const happened = this.#writing.then(async () => {
      const { till } = this.#snapshot;
      if (!till || this.#stopped.signal.aborted) return false;
      const next = reduceTill(till, event);
      if (next === till) return true;
      try {
        await this.#storage.save(next);
      } catch {
        this.#show({ phase: 'NO_STORAGE' });
        return false;
      }
      this.#show({ till: next });
      return true;
    });
    this.#writing = happened;
    return happened;
  }

  get #online(): boolean {
    return navigator.onLine && this.#snapshot.till?.condition.offline === false;
  }

  #kick(beat = false): void {
    if (beat) this.#beatDue = true;
    if (this.#talking) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    void this.#talk();
  }

  async #talk(): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    this.#talking = true;
    this.#again = false;
    const token = this.#snapshot.till?.connection?.token;
    try {
      await this.#converse(token);
      this.#failures = 0;
    } catch (error) {
      await this.#failed(error, token);
    }
    this.#talking = false;
    if (this.#snapshot.sending) this.#show({ sending: false });
    if (this.#stopped.signal.aborted) return;
    if (this.#again) {
      this.#kick();
      return;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, BEAT_MS * 2 ** Math.max(0, this.#failures - 1));
    this.#timer = setTimeout(() => this.#kick(true), pause);
  }

  async #failed(error: unknown, token = ''): Promise<void> {
    this.#failures += 1;
    if (error instanceof api.DeviceApiError && error.status === 401) {
      await this.#happen({ type: 'disowned', token });
      this.#show({ reach: 'DISOWNED' });
      return;
    }
    this.#show({ reach: this.#online ? 'NO_ANSWER' : 'OFFLINE' });
  }

  /** Once around: how it is, what is wished of it, what it has sold. */
  async #converse(token: string | undefined): Promise<void> {
    if (token === undefined || !this.#online) {
      this.#show({ reach: 'OFFLINE' });
      return;
    }
    if (this.#snapshot.till?.disowned) {
      this.#show({ reach: 'DISOWNED' });
      return;
    }
    if (this.#beatDue) await this.#beat(token);
    if (await this.#drain(token)) await this.#beat(token);
    this.#show({ reach: 'OK' });
  }

  async #beat(token: string): Promise<void> {
    const { till } = this.#snapshot;
    if (!till) return;
    this.#beatDue = false;
    const now = Date.now();
    const { serverTime, configEtag } = await api.heartbeat(till, token, now);
    await this.#happen({ type: 'heard', serverTime, now });
    this.#show({ reach: 'OK' });
    if (configEtag === this.#snapshot.till?.reportedEtag) return;
    const config = await api.config(token, this.#snapshot.till?.config?.etag ?? null);
    if (config) await this.#happen({ type: 'configured', config });
    const { config: had, applied = [] } = this.#snapshot.till ?? {};
    if (!had) return;
    await api.applied(token, had.etag, applied);
    await this.#happen({ type: 'reported', etag: had.etag });
  }

  /** Reports what waits, batch by batch, in order. True: something has been taken. */
  async #drain(token: string): Promise<boolean> {
    let taken = false;
    for (;;) {
      const { till } = this.#snapshot;
      const terminalId = till?.connection?.terminalId;
      const batch = till && terminalId && this.#online ? nextBatch(till.queue, terminalId, this.#most) : [];
      if (batch.length === 0) return taken;
      this.#show({ sending: true });
      const left = till?.queue.waiting.length ?? 0;
      await this.#send(token, batch);
      if ((this.#snapshot.till?.queue.waiting.length ?? 0) >= left && this.#most === MOST_AT_ONCE)
        return taken;
      taken = true;
    }
  }

  async #send(token: string, batch: ReturnType<typeof nextBatch>): Promise<void> {
    try {
      await this.#happen({ type: 'answered', batch, results: await api.report(token, batch) });
      this.#most = MOST_AT_ONCE;
    } catch (error) {
      const unread = error instanceof api.DeviceApiError && [400, 413, 415, 422].includes(error.status);
      if (!unread) throw error;
      this.#most = Math.max(1, Math.floor(batch.length / 2));
      await this.#happen({ type: 'batchRefused', batch, detail: error.message });
    }
  }

  /** What the clock of the till shows. */
  readonly now = (): number => {
    const { till } = this.#snapshot;
    return till ? tillTime(till, Date.now()) : Date.now();
  };

  get #moment(): Moment {
    const ms = this.now();
    return { ms, offset: -new Date(ms).getTimezoneOffset() };
  }

  /** Null: connected. Otherwise why not, in words. */
  readonly pair = async (code: string): Promise<string | null> => {
    const { till } = this.#snapshot;
    if (!till) return null;
    if (!this.#online) return 'Нет сети: включите её, чтобы подключить кассу';
    try {
      const { terminalId, deviceToken } = await api.pair(till, code);
      await this.#happen({ type: 'paired', terminalId, token: deviceToken, digits });
      this.#show({ link: {} });
      this.#kick(true);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : 'Кабинет не отвечает';
    }
  };

  readonly sell = async (payment: Payment, contact: string, answer: SaleAnswer | null): Promise<boolean> => {
    const sale = { payment, contact, answer, at: this.#moment };
    const written = await this.#happen({ type: 'sold', sale });
    this.#kick();
    return written;
  };

  readonly editCart = (edit: (cart: Cart) => Cart): void => void this.#happen({ type: 'cart', edit });

  readonly set = (change: Partial<Condition>): void => {
    void this.#happen({ type: 'condition', change }).then(() => this.#kick(true));
  };

  readonly tell = (name: string, registration: Registration): void =>
    void this.#happen({ type: 'told', name, registration });

  readonly leave = (): void => void this.#happen({ type: 'left' });
  /** A till out of its box; this one stays in the memory of the browser. */
  readonly another = (): void => {
    window.location.hash = `serial=${serialOf(digits)}`;
  };

  readonly forgetLink = (): void => this.#show({ link: {} });
  readonly closeShift = (): void => void this.#happen({ type: 'shiftClosed', at: this.#moment });
  readonly tearTape = (): void => void this.#happen({ type: 'tapeTorn' });
}
