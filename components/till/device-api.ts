import type { AppliedModule, Config, ReceiptResult, Till, Waiting } from '@/lib/devices/till/model';
import { oldestWaiting } from '@/lib/devices/till/queue.rule';
import { tillTime } from '@/lib/devices/till/till.rule';

const ADDRESS = '/api/device/v1';
const PATIENCE_MS = 15_000;

/** An answer that is no success: what the cabinet said, or that nobody answered (status 0). */
export class DeviceApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
}

async function problemOf(response: Response): Promise<DeviceApiError> {
  const said = (await response.json().catch(() => ({}))) as Problem;
  return new DeviceApiError(
    response.status,
    said.code ?? 'UNKNOWN',
    said.detail ?? `Кабинет ответил ошибкой ${String(response.status)}`,
  );
}

async function call(path: string, init: RequestInit, token?: string): Promise<Response> {
  const response = await fetch(ADDRESS + path, {
    ...init,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {
      ...(init.body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...init.headers,
    },
  }).catch(() => {
    throw new DeviceApiError(0, 'NO_ANSWER', 'Кабинет не отвечает: проверьте связь');
  });
  if (!response.ok && response.status !== 304) throw await problemOf(response);
  return response;
}

const post = (path: string, body: unknown, token?: string) =>
  call(path, { method: 'POST', body: JSON.stringify(body) }, token);

export async function pair(till: Till, code: string): Promise<{ terminalId: string; deviceToken: string }> {
  const { serialNumber, imei, model, condition } = till;
  const response = await post('/pair', { code, serialNumber, imei, model, posVersion: condition.posVersion });
  return (await response.json()) as { terminalId: string; deviceToken: string };
}

export interface Heard {
  readonly serverTime: string;
  readonly configEtag: string;
}

export async function heartbeat(till: Till, token: string, now: number): Promise<Heard> {
  const { condition, installed, queue, connection } = till;
  const { posVersion, ofdMode, paper, battery, network, skewSeconds } = condition;
  const terminalId = connection?.terminalId ?? '';
  const said = {
    posVersion,
    ofdMode,
    paper,
    battery,
    network,
    installed,
    pendingReceipts: queue.waiting.filter((item) => item.terminalId === terminalId).length,
    oldestPendingAt: oldestWaiting(queue, terminalId),
    now: skewSeconds === 0 ? null : new Date(tillTime(till, now)).toISOString(),
  };
  return (await (await post('/heartbeat', said, token)).json()) as Heard;
}

/** Null: the configuration with this tag is still so. */
export async function config(token: string, etag: string | null): Promise<Config | null> {
  const response = await call(
    '/config',
    { method: 'GET', headers: etag === null ? {} : { 'if-none-match': etag } },
    token,
  );
  return response.status === 304 ? null : ((await response.json()) as Config);
}

export async function applied(token: string, etag: string, modules: readonly AppliedModule[]): Promise<void> {
  await post('/applied', { etag, modules }, token);
}

export async function report(token: string, batch: readonly Waiting[]): Promise<readonly ReceiptResult[]> {
  const response = await post('/receipts', { receipts: batch.map(({ receipt }) => receipt) }, token);
  return ((await response.json()) as { results: readonly ReceiptResult[] }).results;
}
