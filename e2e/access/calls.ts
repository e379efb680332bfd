import { readFileSync } from 'node:fs';
import path from 'node:path';
import { instance } from '../instance';

export const MISSING_ID = '01900000-0000-7000-8000-00000000dead';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface Call {
  readonly method?: string;
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** A request as it goes over the wire: nothing is followed. */
export async function call(
  address: string,
  { method = 'GET', cookie, headers, body }: Call = {},
): Promise<Answer> {
  const response = await fetch(instance.appUrl + address, {
    method,
    redirect: 'manual',
    headers: { ...(cookie && { cookie }), ...headers },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** What a search says of a number: it is found, or the answer is the same as for a number that nobody has. */
export async function search(address: string, number: string, cookie: string | undefined): Promise<string> {
  const [{ status, body }, none] = [
    await call(address + number, { cookie }),
    await call(`${address}00000000000000`, { cookie }),
  ];
  if (status !== 200) return status === 401 ? 'SIGNED_OUT' : String(status);
  return body === none.body ? 'NOT_FOUND' : 'OPEN';
}

export interface BuiltAction {
  readonly id: string;
  /** a page that it was built into, as the build names it: «/sim-cards/[id]» */
  readonly page: string;
}

interface Manifest {
  readonly node: Readonly<
    Record<
      string,
      {
        readonly filename: string;
        readonly exportedName: string;
        readonly workers: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

const address = (worker: string): string => {
  const parts = worker.split('/').slice(1, -1);
  return `/${parts.filter((part) => !part.startsWith('(')).join('/')}`;
};

/** The actions that the build lets be called, by the key that the access table gives them. */
export function builtActions(): Map<string, BuiltAction> {
  const dist = instance.env['NEXT_DIST_DIR'] ?? '.next';
  const file = path.resolve(dist, 'server', 'server-reference-manifest.json');
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName, workers }]) => {
      const [worker = ''] = Object.keys(workers).sort();
      const folder = filename.split('/').slice(1, -1).join('/');
      return [`${folder}.${exportedName}`, { id, page: address(worker) }];
    }),
  );
}

/** One that must be there. */
export function builtAction(key: string): BuiltAction {
  const found = builtActions().get(key);
  if (!found) throw new Error(`the build has no action ${key}`);
  return found;
}

/** An address with its parameters filled in. */
export const filled = (pattern: string, value: string): string => pattern.replace(/\[[^\]]+\]/g, value);

export interface ActionAnswer extends Answer {
  /** what the action gave back; null: it was not run, or it broke */
  readonly result: { readonly ok: boolean; readonly code?: string } | null;
}

export interface From {
  readonly cookie?: string | undefined;
  /** null: none is sent */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

async function post({ id, page }: BuiltAction, body: string | FormData, from: From): Promise<ActionAnswer> {
  const { cookie, origin = instance.appUrl, headers = {} } = from;
  const answer = await call(filled(page, MISSING_ID), {
    method: 'POST',
    cookie,
    headers: {
      accept: 'text/x-component',
      ...(typeof body === 'string' && { 'content-type': 'text/plain;charset=UTF-8' }),
      'next-action': id,
      ...(origin !== null && { origin }),
      ...headers,
    },
    body,
  });
  const row = /^1:(\{.*)$/m.exec(answer.body)?.[1];
  return { ...answer, result: row === undefined ? null : (JSON.parse(row) as ActionAnswer['result']) };
}

/** Next alone lets the third and the fourth pass. */
export const STRANGE_ORIGINS: readonly [
  name: string,
  origin: string | null,
  headers?: Readonly<Record<string, string>>,
][] = [
  ['чужой сайт', 'https://evil.example'],
  ['origin null', 'null'],
  ['без origin', null],
  ['чужой сайт с X-Forwarded-Host', 'https://evil.example', { 'x-forwarded-host': 'evil.example' }],
];

/** An action as the browser calls it. */
export const callAction = (action: BuiltAction, input: unknown, from: From = {}): Promise<ActionAnswer> =>
  post(action, JSON.stringify([input]), from);

/** A form of one who need not be signed in, with the state that it begins with. */
export function callForm(action: BuiltAction, input: unknown, from: From = {}): Promise<ActionAnswer> {
  const body = new FormData();
  for (const [name, value] of Object.entries(input as Record<string, unknown>))
    body.set(`1_${name}`, String(value));
  body.set('0', JSON.stringify([{ code: null, ok: false, message: null, fields: {}, values: {} }, '$K1']));
  return post(action, body, from);
}

/** The body without what differs from request to request: the tried identifier and the nonce of the policy. */
export const bare = ({ status, body }: Answer, tried: string): string =>
  `${status}\n${body.replaceAll(tried, 'ID').replace(/nonce="[^"]*"|"nonce":"[^"]*"|nonce\\":\\"[^"\\]*/g, 'nonce')}`;

/** Runs `work` over all, a few at a time, in their order. */
export async function inParallel<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
}
