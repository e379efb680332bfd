import { z } from 'zod';
import { fromEnv, numberFromEnv, openStore, runAsProgram, serve, type Route, type Running } from './kit';

const reported = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const settingsSchema = z.object({
  posVersion: z.string(),
  ofdMode: z.enum(['ONLINE', 'AUTONOMOUS']),
  paper: reported,
  battery: reported,
  network: reported,
  silent: z.boolean(),
  /** The terminal's own clock is ahead of the right time by this. */
  clockSkewSeconds: z.number().int(),
  /** Modules that this terminal cannot put in. */
  failingModules: z.array(z.string()),
});
const putSchema = settingsSchema
  .partial()
  .required({ posVersion: true, ofdMode: true })
  .extend({ deviceToken: z.string().min(1) });
const patchSchema = settingsSchema.partial();
const pairSchema = settingsSchema.partial().extend({
  code: z.string(),
  imei: z.string().nullish(),
  model: z.string().default('Эвотор 7.3'),
});
const pairedSchema = z.object({ terminalId: z.string(), deviceToken: z.string() });
const problemSchema = z.looseObject({ status: z.number(), code: z.string(), detail: z.string() });
const beatSchema = z.object({ serverTime: z.iso.datetime() });

const configSchema = z.object({
  etag: z.string(),
  modules: z.array(
    z.object({
      slug: z.string(),
      desired: z.enum(['INSTALLED', 'REMOVED']),
      version: z.string().nullish(),
    }),
  ),
  receipts: z.unknown(),
});

type Terminal = z.infer<typeof settingsSchema> & {
  serial: string;
  deviceToken: string;
  installed: { slug: string; version: string }[];
  receipts: unknown;
  /** What the cabinet's clock is ahead of ours by: a terminal takes its time from the network. */
  aheadMs: number | null;
  /** As in the header `ETag` of the configuration that is applied and reported. */
  etag: string | null;
  /** The cabinet refused the token: nothing more until it is registered again. */
  stopped: boolean;
  lastContactAt: string | null;
  lastError: string | null;
};
type Rhythm = { pollAt: number; beatAt: number; failures: number };
type State = { terminals: Terminal[] };

export type TerminalsConfig = {
  port: number;
  dataDir: string;
  cabinetUrl: string;
  pollMs: number;
  heartbeatMs: number;
};

const AT_ONCE = 4;
const LONGEST_PAUSE_MS = 15_000;
const SERIAL = /^[\w-]{1,40}$/;

class Refused extends Error {}

export async function startTerminals(config: TerminalsConfig): Promise<Running> {
  const store = openStore<State>(config.dataDir, 'terminals', { terminals: [] });
  const { data, touch } = store;
  const terminals = new Map(data.terminals.map((each) => [each.serial, each]));
  const rhythms = new Map<string, Rhythm>();
  const busy = new Set<string>();
  const api = `${config.cabinetUrl.replace(/\/+$/, '')}/api/device/v1`;
  const closing = new AbortController();

  const call = async (terminal: Terminal, method: 'GET' | 'POST', path: string, body?: unknown) => {
    const response = await fetch(api + path, {
      method,
      headers: {
        Authorization: `Bearer ${terminal.deviceToken}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'GET' && terminal.etag ? { 'If-None-Match': terminal.etag } : {}),
      },
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(10_000), closing.signal]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status === 401) throw new Refused('кабинет не принял ключ терминала');
    if (!response.ok && response.status !== 304) throw new Error(`${path}: HTTP ${String(response.status)}`);
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, json, etag: response.headers.get('etag') };
  };

  const apply = (terminal: Terminal, wanted: z.infer<typeof configSchema>) => {
    const versions = new Map(terminal.installed.map(({ slug, version }) => [slug, version]));
    const modules = wanted.modules.map(({ slug, desired, version }) => {
      if (desired === 'REMOVED') {
        versions.delete(slug);
      } else if (terminal.failingModules.includes(slug)) {
        return { slug, state: 'FAILED', error: 'Не хватает места в памяти терминала' };
      } else {
        versions.set(slug, version ?? versions.get(slug) ?? '1.0.0');
      }
      return { slug, state: desired, error: null };
    });
    terminal.installed = [...versions].map(([slug, version]) => ({ slug, version }));
    terminal.receipts = wanted.receipts ?? null;
    return modules;
  };

  const heartbeat = async (terminal: Terminal, rhythm: Rhythm) => {
    const { posVersion, ofdMode, paper, battery, network, installed } = terminal;
    const state = { posVersion, ofdMode, paper, battery, network, installed };
    const queue = { pendingReceipts: 0, oldestPendingAt: null };
    const now = wrongTime(terminal);
    const { json } = await call(terminal, 'POST', '/heartbeat', { ...state, ...queue, now });
    const answer = beatSchema.safeParse(json).data;
    if (answer) terminal.aheadMs = Date.parse(answer.serverTime) - Date.now();
    rhythm.beatAt = Date.now() + config.heartbeatMs;
  };

  const pull = async (terminal: Terminal) => {
    const { status, json, etag } = await call(terminal, 'GET', '/config');
    if (status === 304) return;
    const wanted = configSchema.parse(json);
    const modules = apply(terminal, wanted);
    touch();
    await call(terminal, 'POST', '/applied', { etag: wanted.etag, modules });
    terminal.etag = etag ?? `"${wanted.etag}"`;
    touch();
  };

  const visit = async (terminal: Terminal, rhythm: Rhythm) => {
    busy.add(terminal.serial);
    try {
      if (rhythm.beatAt <= Date.now()) await heartbeat(terminal, rhythm);
      await pull(terminal);
      terminal.lastContactAt = new Date().toISOString();
      terminal.lastError = null;
      rhythm.failures = 0;
      rhythm.pollAt = Math.max(Date.now(), rhythm.pollAt + config.pollMs);
    } catch (error) {
      if (error instanceof Refused) terminal.stopped = true;
      terminal.lastError = error instanceof z.ZodError ? '/config: ответ не по протоколу' : messageOf(error);
      rhythm.failures += 1;
      touch();
      rhythm.pollAt = Date.now() + Math.min(LONGEST_PAUSE_MS, config.pollMs * 2 ** rhythm.failures);
    }
    busy.delete(terminal.serial);
    pump();
  };

  const pump = () => {
    if (closing.signal.aborted) return;
    const now = Date.now();
    const due = data.terminals
      .flatMap((terminal) => {
        const rhythm = rhythms.get(terminal.serial);
        const resting = terminal.silent || terminal.stopped || busy.has(terminal.serial);
        return rhythm && !resting && rhythm.pollAt <= now ? [{ terminal, rhythm }] : [];
      })
      .sort((left, right) => left.rhythm.pollAt - right.rhythm.pollAt);
    for (const { terminal, rhythm } of due.slice(0, Math.max(0, AT_ONCE - busy.size))) {
      void visit(terminal, rhythm);
    }
  };

  const wake = ({ serial }: Terminal) => {
    rhythms.set(serial, { pollAt: Date.now(), beatAt: 0, failures: 0 });
    touch();
    pump();
  };

  const register = (serial: string, wanted: z.infer<typeof putSchema>): Terminal => {
    const terminal: Terminal = {
      paper: 'OK',
      battery: 100,
      network: 'MOBILE',
      silent: false,
      clockSkewSeconds: 0,
      failingModules: [],
      installed: [],
      receipts: null,
      lastContactAt: null,
      aheadMs: null,
      ...terminals.get(serial),
      ...definedOnly(wanted),
      serial,
      etag: null,
      stopped: false,
      lastError: null,
    };
    const index = data.terminals.findIndex((each) => each.serial === serial);
    data.terminals.splice(index === -1 ? data.terminals.length : index, 1, terminal);
    terminals.set(serial, terminal);
    wake(terminal);
    return terminal;
  };

  /** What a person does at the terminal: types the code that the cabinet shows. */
  const pair = async (serial: string, { code, imei, model, ...settings }: z.infer<typeof pairSchema>) => {
    const { posVersion = '8.4.2', ofdMode = 'ONLINE' } = {
      ...terminals.get(serial),
      ...definedOnly(settings),
    };
    const response = await fetch(`${api}/pair`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(10_000), closing.signal]),
      body: JSON.stringify({ code, serialNumber: serial, imei: imei ?? null, model, posVersion }),
    });
    const json: unknown = await response.json();
    const paired = response.status === 201 ? pairedSchema.safeParse(json).data : undefined;
    if (!paired) return { status: response.status, body: problemSchema.safeParse(json).data ?? {} };
    const registered = register(serial, {
      ...settings,
      posVersion,
      ofdMode,
      deviceToken: paired.deviceToken,
    });
    return { status: 201, body: { terminalId: paired.terminalId, ...shown(registered) } };
  };

  const shown = ({ deviceToken: _, ...rest }: Terminal) => rest;

  const routes: Route[] = [
    ['GET', '/fleet', () => ({ status: 200, body: data.terminals.map(shown) })],
    [
      'PUT',
      '/fleet/:serial',
      ({ params, json }) => {
        const serial = params.serial ?? '';
        const wanted = putSchema.safeParse(json).data;
        if (!wanted || !SERIAL.test(serial)) return { status: 400, body: { error: 'terminal' } };
        return { status: 200, body: shown(register(serial, wanted)) };
      },
    ],
    [
      'POST',
      '/fleet/:serial/pair',
      async ({ params, json }) => {
        const serial = params.serial ?? '';
        const wanted = pairSchema.safeParse(json).data;
        if (!wanted || !SERIAL.test(serial)) return { status: 400, body: { error: 'terminal' } };
        return pair(serial, wanted);
      },
    ],
    [
      'PATCH',
      '/fleet/:serial',
      ({ params, json }) => {
        const terminal = terminals.get(params.serial ?? '');
        if (!terminal) return { status: 404, body: { error: 'unknown' } };
        const wanted = patchSchema.safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'terminal' } };
        Object.assign(terminal, definedOnly(wanted));
        wake(terminal);
        return { status: 200, body: shown(terminal) };
      },
    ],
  ];

  const server = await serve(config.port, routes);
  const startedAt = Date.now();
  for (const [index, { serial }] of data.terminals.entries()) {
    const pollAt = startedAt + (config.pollMs * index) / data.terminals.length;
    rhythms.set(serial, { pollAt, beatAt: 0, failures: 0 });
  }
  const clock = setInterval(pump, 50);
  return {
    url: server.url,
    close: async () => {
      clearInterval(clock);
      closing.abort();
      await server.close();
      store.close();
    },
  };
}

/** Null: the clock is right, or it has not been told the time yet that it is off from. */
const wrongTime = ({ clockSkewSeconds = 0, aheadMs }: Partial<Terminal>) =>
  clockSkewSeconds === 0 || aheadMs === undefined || aheadMs === null
    ? null
    : new Date(Date.now() + aheadMs + clockSkewSeconds * 1000).toISOString();

const definedOnly = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'ошибка';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause
    ? `нет связи с кабинетом: ${String(cause.code)}`
    : error.message;
};

runAsProgram(import.meta.url, () =>
  startTerminals({
    port: numberFromEnv('PORT'),
    dataDir: fromEnv('SANDBOX_DATA'),
    cabinetUrl: fromEnv('CABINET_URL'),
    pollMs: numberFromEnv('POLL_MS', 3000),
    heartbeatMs: numberFromEnv('HEARTBEAT_MS', 60_000),
  }),
);
