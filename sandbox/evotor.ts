import { z } from 'zod';
import {
  type Account,
  CHANGES,
  changeAccount,
  deviceSchema,
  newAccount,
  stamp,
  storeSchema,
  type Told,
} from './evotor/accounts';
import {
  type Call,
  type Delivery,
  fromEnv,
  type Handler,
  numberFromEnv,
  openStore,
  outbox,
  type Reply,
  type Route,
  runAsProgram,
  type Running,
  serve,
} from './kit';

/** What the cloud does to everybody who asks; the owner of a page sees it in `docs/guide`. */
const MODES = [
  'normal',
  'slow',
  'error-500',
  'down',
  'limited',
  'unpaid',
  'no-rights',
  'no-paging',
  'same-cursor',
  'broken',
] as const;
type Mode = (typeof MODES)[number];

type Entry = { at: string; method: string; path: string; cursor: string | null; status: number | null };
type State = { mode: Mode; accounts: Account[]; deliveries: Delivery[]; log: Entry[] };

export type EvotorConfig = {
  port: number;
  dataDir: string;
  /** items of a page; the real cloud has up to 1000 */
  pageSize: number;
  /** requests of an account in one window */
  limit: number;
  windowMs: number;
  slowMs: number;
  retryMs: number;
};

const LOG_LIMIT = 500;
const MEDIA_TYPE = 'application/vnd.evotor.v2+json';

const putSchema = z.object({
  token: z.string().min(8).optional(),
  stores: z.array(storeSchema),
  devices: z.array(deviceSchema),
});
const hookSchema = z.object({ url: z.string(), secret: z.string() });
const changeSchema = z.object({ change: z.enum(CHANGES) });
const modeSchema = z.object({ mode: z.enum(MODES) });

const failed = (status: number, code?: number): Reply => ({
  status,
  body: code === undefined ? {} : { errors: [{ code }] },
});

const cursorOf = (at: number) => Buffer.from(`from:${String(at)}`).toString('base64url');
const placeOf = (cursor: string | null): number =>
  cursor === null ? 0 : Number(/^from:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1] ?? -1);

export async function startEvotor(config: EvotorConfig): Promise<Running> {
  const store = openStore<State>(config.dataDir, 'evotor', {
    mode: 'normal',
    accounts: [],
    deliveries: [],
    log: [],
  });
  const { data, touch } = store;
  const bySecret = (url: string) =>
    data.accounts.find(({ hook }) => hook !== null && url.startsWith(`${hook.url}/`))?.hook?.secret ?? '';
  const post = outbox({
    pending: data.deliveries,
    retryMs: config.retryMs,
    method: 'PUT',
    changed: touch,
    sign: (_body, url) => ({ Authorization: `Bearer ${bySecret(url)}` }),
  });

  const accountOf = (owner: string): Account => {
    const known = data.accounts.find((account) => account.owner === owner);
    if (known) return known;
    const made = newAccount(owner);
    data.accounts.push(made);
    touch();
    return made;
  };

  /** Webhooks are of the older shape: `uuid`, and no number of a terminal. */
  const tell = ({ hook }: Account, { stores, devices }: Told) => {
    if (!hook) return;
    const of = (items: readonly object[], kind: string) => {
      if (items.length > 0) post.push(`${hook.url}/${kind}`, [JSON.stringify(items)]);
    };
    of(
      stores.map(({ id, name, address }) => ({ uuid: id, name, ...(address && { address }) })),
      'stores',
    );
    of(
      devices.map(({ id, name, store_id }) => ({ uuid: id, name, ...(store_id && { storeUuid: store_id }) })),
      'devices',
    );
  };

  /** Counts the request; the headers that say how many are left, and whether this one was too many. */
  const spend = (account: Account) => {
    const now = Date.now();
    if (now - account.spent.since >= config.windowMs) account.spent = { since: now, count: 0 };
    account.spent.count += 1;
    const { since, count } = account.spent;
    return {
      isTooMany: count > config.limit || data.mode === 'limited',
      headers: {
        'X-RateLimit-Limit': String(config.limit),
        'X-RateLimit-Remaining': String(data.mode === 'limited' ? 0 : Math.max(0, config.limit - count)),
        'X-RateLimit-Reset': String(Math.max(1, Math.ceil((since + config.windowMs - now) / 1000))),
      },
    };
  };

  const faults: Partial<Record<Mode, Reply>> = {
    'error-500': failed(500),
    down: 'destroy',
    unpaid: failed(402, 1004),
    'no-rights': failed(403),
    broken: { status: 200, body: { items: [{ name: 'без id' }], paging: {} } },
  };

  const answerList = async (kind: 'stores' | 'devices', call: Call): Promise<Reply> => {
    const fault = faults[data.mode];
    if (data.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, config.slowMs));
    const token = (call.headers.authorization ?? '').replace(/^Bearer /, '');
    const account = data.accounts.find((each) => each.token === token);
    if (!account) return failed(401, 1001);
    if (fault) return fault;
    if (!call.headers.accept?.includes(MEDIA_TYPE)) return failed(406);
    const { isTooMany, headers } = spend(account);
    touch();
    if (isTooMany) return { status: 429, headers, body: {} };
    const from = placeOf(call.query.get('cursor'));
    if (from < 0) return { status: 400, headers, body: { errors: [{ code: 2003 }] } };
    const all = account[kind];
    const items = all.slice(from, from + config.pageSize);
    const end = from + config.pageSize;
    const rest = end < all.length ? { next_cursor: cursorOf(end) } : {};
    const next = data.mode === 'same-cursor' ? { next_cursor: cursorOf(0) } : rest;
    const dated = items.map((item) => ({ updated_at: stamp(new Date()), ...item }));
    return {
      status: 200,
      headers,
      body: data.mode === 'no-paging' ? { items: dated } : { items: dated, paging: next },
    };
  };

  const list =
    (kind: 'stores' | 'devices'): Handler =>
    async (call) => {
      const reply = await answerList(kind, call);
      data.log.push({
        at: new Date().toISOString(),
        method: call.method,
        path: call.path,
        cursor: call.query.get('cursor'),
        status: reply === 'destroy' ? null : reply.status,
      });
      data.log.splice(0, data.log.length - LOG_LIMIT);
      touch();
      return reply;
    };

  const shown = ({ spent: _, hook, ...account }: Account) => ({ ...account, isTold: hook !== null });
  const ofAccount =
    (handle: (account: Account, call: Call) => Reply): Handler =>
    (call) => {
      const reply = handle(accountOf(call.params.owner ?? ''), call);
      touch();
      return reply;
    };
  const refused: Reply = { status: 400, body: { error: 'body' } };

  const routes: Route[] = [
    ['GET', '/stores', list('stores')],
    ['GET', '/devices', list('devices')],
    ['GET', '/sandbox/mode', () => ({ status: 200, body: { mode: data.mode, known: MODES } })],
    [
      'POST',
      '/sandbox/mode',
      ({ json }) => {
        const wanted = modeSchema.safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'mode', known: MODES } };
        data.mode = wanted.mode;
        touch();
        return { status: 200, body: wanted };
      },
    ],
    ['GET', '/sandbox/log', () => ({ status: 200, body: data.log })],
    ['GET', '/sandbox/accounts/:owner', ofAccount((account) => ({ status: 200, body: shown(account) }))],
    [
      'PUT',
      '/sandbox/accounts/:owner',
      ofAccount((account, { json }) => {
        const wanted = putSchema.safeParse(json).data;
        if (!wanted) return refused;
        const { token = account.token, stores, devices } = wanted;
        Object.assign(account, { token, stores, devices });
        return { status: 200, body: shown(account) };
      }),
    ],
    [
      'POST',
      '/sandbox/accounts/:owner/hook',
      ofAccount((account, { json }) => {
        const wanted = hookSchema.safeParse(json).data;
        if (!wanted) return refused;
        account.hook = wanted;
        return { status: 200, body: shown(account) };
      }),
    ],
    [
      'POST',
      '/sandbox/accounts/:owner/changes',
      ofAccount((account, { json }) => {
        const wanted = changeSchema.safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'change', known: CHANGES } };
        tell(account, changeAccount(account, wanted.change, new Date()));
        return { status: 200, body: shown(account) };
      }),
    ],
  ];

  const server = await serve(config.port, routes);
  post.pump();
  return {
    url: server.url,
    close: async () => {
      post.close();
      await server.close();
      store.close();
    },
  };
}

runAsProgram(import.meta.url, () =>
  startEvotor({
    port: numberFromEnv('PORT'),
    dataDir: fromEnv('SANDBOX_DATA'),
    pageSize: numberFromEnv('PAGE_SIZE', 3),
    limit: numberFromEnv('LIMIT', 20),
    windowMs: numberFromEnv('WINDOW_MS', 5_000),
    slowMs: numberFromEnv('SLOW_MS', 3_000),
    retryMs: numberFromEnv('RETRY_MS', 1_000),
  }),
);
