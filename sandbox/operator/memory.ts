import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Delivery } from '../kit';
import type { Mode } from './faults';

export const cardStates = ['ready', 'active', 'inactive', 'terminated'] as const;
export type CardState = (typeof cardStates)[number];

/** What the operator holds true about a card, whatever the cabinet thinks. */
export type Card = {
  iccid: string;
  msisdn: string | null;
  state: CardState;
  /** how many requests have changed its state */
  changes: number;
  imei: string | null;
  imeiLock: string | null;
  /** days (YYYY-MM-DD) between which it carries traffic; null: from ever, until now */
  usedFrom: string | null;
  usedTo: string | null;
  /** bytes of single days in place of those that follow from its number */
  usage: Record<string, number>;
  /** in place of what follows from its state */
  lastTrafficAt: string | null;
};

export type Change = { state: 'active' | 'inactive' | 'terminated' } | { imeiLock: string | null };

export type Operation = {
  id: string;
  key: string;
  iccid: string;
  change: Change;
  status: 'InProgress' | 'InError' | 'Completed';
  /** Answered at once with the card as wanted, without a monitor. */
  atOnce: boolean;
  mode: Mode;
  createdAt: string;
  /** Unix milliseconds; null is held until the mode is normal. */
  dueAt: number | null;
};

export type LogEntry = {
  seq: number;
  at: string;
  method: string;
  path: string;
  key: string | null;
  /** the key has come before */
  duplicate: boolean;
  /** this call has begun a change */
  effect: boolean;
  /** Null: the connection was dropped without an answer. */
  status: number | null;
};

/** `api`: whose events are wanted there. */
export type Hub = { id: string; api: HubApi; callback: string; query: string };
export type HubApi = 'service' | 'order';

export const settingsSchema = z.object({
  /** how long each call takes to be answered */
  latencyMs: z.int().min(0).max(600_000),
  /** from the acceptance of a request to its result */
  answerMs: z.int().min(0).max(86_400_000),
  /** the same in the mode `late-callback` */
  lateMs: z.int().min(0).max(86_400_000),
  /** the answer to a request is its result */
  synchronous: z.boolean(),
  /** seeds the mode `flaky` */
  seed: z.int(),
  /** how far the operator's calendar is ahead of the machine's */
  clockOffsetMs: z.int(),
});
export type Settings = z.infer<typeof settingsSchema>;

type Meta = { id: 'meta'; mode: Mode; nextSerial: number; settings: Settings };

export type Table<T> = {
  get: (key: string) => T | undefined;
  put: (row: T) => void;
  remove: (key: string) => void;
  values: () => IterableIterator<T>;
  size: () => number;
};

const FLUSH_MS = 150;
const REWRITE_BYTES = 64_000_000;

/** Tables in memory, kept in one file of changes that is written at most 150 ms after a change. */
function openJournal(dir: string, name: string) {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${name}.jsonl`);
  const tables = new Map<string, Map<string, unknown>>();
  const rowsOf = (table: string) => {
    const known = tables.get(table) ?? new Map<string, unknown>();
    tables.set(table, known);
    return known;
  };
  const dirty = new Map<string, [string, string]>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
      const [table, key, row] = JSON.parse(line) as [string, string, unknown];
      if (row === null) rowsOf(table).delete(key);
      else rowsOf(table).set(key, row);
    }
  }

  const lineOf = (table: string, key: string) =>
    `${JSON.stringify([table, key, rowsOf(table).get(key) ?? null])}\n`;
  const rewrite = () => {
    const lines = [...tables].flatMap(([table, rows]) => [...rows.keys()].map((key) => lineOf(table, key)));
    writeFileSync(`${file}.part`, lines.join(''), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (closed) return;
    const lines = [...dirty.values()].map(([table, key]) => lineOf(table, key));
    dirty.clear();
    appendFileSync(file, lines.join(''));
    if (statSync(file).size > REWRITE_BYTES) rewrite();
  };
  rewrite();

  return {
    table<T>(table: string, keyOf: (row: T) => string): Table<T> {
      const rows = rowsOf(table) as Map<string, T>;
      const touch = (key: string) => {
        dirty.set(`${table} ${key}`, [table, key]);
        timer ??= setTimeout(flush, FLUSH_MS);
      };
      return {
        get: (key) => rows.get(key),
        values: () => rows.values(),
        size: () => rows.size,
        put(row) {
          rows.set(keyOf(row), row);
          touch(keyOf(row));
        },
        remove(key) {
          rows.delete(key);
          touch(key);
        },
      };
    },
    flush,
    close() {
      flush();
      closed = true;
    },
  };
}

const SERIALS_SINCE = Date.UTC(2026, 0);
const MOSCOW_MS = 3 * 3_600_000;

const luhnDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};

/** Everything one operator remembers. A row that was changed is `put` again. */
export function openOperatorStore(config: {
  dataDir: string;
  slug: string;
  iccidPrefix: string;
  settings: Settings;
}) {
  const journal = openJournal(config.dataDir, `operator-${config.slug}`);
  const metas = journal.table<Meta>('meta', ({ id }) => id);
  const meta: Meta = metas.get('meta') ?? {
    id: 'meta',
    mode: 'normal',
    nextSerial: Math.floor((Date.now() - SERIALS_SINCE) / 10),
    settings: config.settings,
  };
  metas.put(Object.assign(meta, { settings: { ...config.settings, ...meta.settings } }));
  const cards = journal.table<Card>('card', ({ iccid }) => iccid);
  const log = journal.table<LogEntry>('log', ({ seq }) => String(seq));

  let lastSeq = 0;
  for (const { seq } of log.values()) lastSeq = Math.max(lastSeq, seq);

  const addCard = (iccid: string, state: CardState = 'ready', msisdn: string | null = null): Card => {
    const card: Card = {
      iccid,
      msisdn,
      state,
      changes: 0,
      imei: null,
      imeiLock: null,
      usedFrom: null,
      usedTo: null,
      usage: {},
      lastTrafficAt: null,
    };
    cards.put(card);
    return card;
  };

  const nextSerial = (): number => {
    const serial = meta.nextSerial++;
    metas.put(meta);
    return serial;
  };

  return {
    config: { iccidPrefix: config.iccidPrefix, slug: config.slug },
    meta,
    /** Changes the mode or the settings. */
    change(changes: Partial<Pick<Meta, 'mode' | 'settings'>>) {
      metas.put(Object.assign(meta, changes));
    },
    cards,
    operations: journal.table<Operation>('operation', ({ id }) => id),
    hubs: journal.table<Hub>('hub', ({ id }) => id),
    deliveries: journal.table<Delivery>('delivery', ({ id }) => id),
    table: <T>(name: string, keyOf: (row: T) => string) => journal.table(name, keyOf),
    log,
    nextSeq: () => (lastSeq += 1),
    nextSerial,
    addCard,
    /** A new card with a number that no other has. */
    issueCard(): Card & { msisdn: string } {
      const { iccidPrefix } = config;
      for (;;) {
        const serial = nextSerial();
        const digits = iccidPrefix + String(serial).padStart(18 - iccidPrefix.length, '0');
        const iccid = digits + luhnDigit(digits);
        const msisdn = `+79${String(serial % 100_000_000).padStart(8, '0')}${iccidPrefix.slice(-1)}`;
        if (!cards.get(iccid)) return { ...addCard(iccid, 'ready', msisdn), msisdn };
      }
    },
    /** The operator's own calendar. */
    now: () => new Date(Date.now() + meta.settings.clockOffsetMs),
    today: () => new Date(Date.now() + meta.settings.clockOffsetMs + MOSCOW_MS).toISOString().slice(0, 10),
    flush: journal.flush,
    close() {
      journal.close();
    },
  };
}

export type OperatorStore = ReturnType<typeof openOperatorStore>;
