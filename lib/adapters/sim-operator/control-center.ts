import { z } from 'zod';
import { localDate } from '@/lib/core/local-date';
import type {
  OperatorCard,
  OperatorReply,
  OperatorUnavailable,
  SimOperator,
} from '@/lib/sim-cards/operator.port';
import { exchange, isDecision, isSuccess, UNREADABLE, withoutSlash } from '@/lib/adapters/http';
import { cardOf } from './card';

const API = '/rws/api/v1';
const PAGE_SIZE = 500;

const WANTED = { ACTIVATE: 'ACTIVATED', DEACTIVATE: 'DEACTIVATED', TERMINATE: 'RETIRED' } as const;
const STATES: Readonly<Record<string, OperatorCard['state']>> = {
  INVENTORY: 'READY',
  TEST_READY: 'READY',
  ACTIVATION_READY: 'READY',
  ACTIVATED: 'ACTIVE',
  DEACTIVATED: 'INACTIVE',
  RETIRED: 'TERMINATED',
  PURGED: 'TERMINATED',
};

const errorSchema = z.object({ errorMessage: z.string().min(1) });
const deviceSchema = z.object({
  iccid: z.string().min(1),
  status: z.string(),
  imei: z.unknown().optional(),
  imeiLock: z.unknown().optional(),
  lastTrafficAt: z.unknown().optional(),
});
type Device = z.infer<typeof deviceSchema>;
const pageSchema = z.object({
  pageNumber: z.int().min(1),
  lastPage: z.boolean(),
  devices: z.array(deviceSchema),
});
const usageSchema = z.object({
  dailyUsage: z.array(z.object({ date: z.iso.date(), dataUsage: z.int().min(0) })),
});

type Answer =
  | { kind: 'answer'; body: unknown }
  | { kind: 'refused'; status: number; reason: string }
  | OperatorUnavailable;

const cardOfDevice = (device: Device): OperatorCard | undefined => {
  const state = STATES[device.status];
  return state && cardOf(device.iccid, state, device);
};

/** What a request wants of its card, `ACTIVATED` or `LOCK=…`: with the card's number it is the reference. */
const lockOf = (imei: string | null) => `LOCK=${imei ?? ''}`;
const isDone = (device: Device, wanted: string): boolean =>
  device.status === wanted || lockOf(cardOf(device.iccid, 'READY', device).imeiLock) === wanted;
const replyOf = (device: Device, wanted: string): OperatorReply =>
  isDone(device, wanted)
    ? { kind: 'completed' }
    : { kind: 'accepted', reference: `${wanted}:${device.iccid}` };

/**
 * REST in the style of an IoT Control Center, with Basic auth. A request tells the device its status, and is done when
 * the device is seen to have it: there are no events and no record of a single request. Telling it twice is telling
 * it once; the operation's id goes along as `Idempotency-Key`.
 */
export function controlCenterOperator(config: {
  baseUrl: string;
  username: string;
  apiKey: string;
  timeoutMs?: number;
}): SimOperator {
  const { username, apiKey, timeoutMs = 5000 } = config;
  const root = withoutSlash(config.baseUrl) + API;
  const authorization = `Basic ${Buffer.from(`${username}:${apiKey}`).toString('base64')}`;

  async function call(method: 'GET' | 'PUT', path: string, body?: object, key?: string): Promise<Answer> {
    const answer = await exchange(`${root}${path}`, {
      method,
      body,
      timeoutMs,
      headers: { Authorization: authorization, ...(key === undefined ? {} : { 'Idempotency-Key': key }) },
    });
    if (!answer.reached) return { kind: 'unavailable', detail: answer.detail };
    if (isSuccess(answer.status)) return { kind: 'answer', body: answer.body };
    const words = errorSchema.safeParse(answer.body).data?.errorMessage;
    return isDecision(answer.status) && words !== undefined
      ? { kind: 'refused', status: answer.status, reason: words }
      : { kind: 'unavailable', detail: `HTTP ${String(answer.status)}` };
  }

  const pathOf = (iccid: string) => `/devices/${encodeURIComponent(iccid)}`;

  async function put(iccid: string, change: object, key: string, wanted: string): Promise<OperatorReply> {
    const answer = await call('PUT', pathOf(iccid), change, key);
    if (answer.kind === 'unavailable') return answer;
    if (answer.kind === 'refused') return { kind: 'rejected', reason: answer.reason };
    const device = deviceSchema.safeParse(answer.body).data;
    return device?.iccid === iccid ? replyOf(device, wanted) : UNREADABLE;
  }

  async function get(iccid: string) {
    const answer = await call('GET', pathOf(iccid));
    if (answer.kind === 'unavailable') return answer;
    if (answer.kind === 'refused') {
      if (answer.status === 404) return { kind: 'unknown' } as const;
      return { kind: 'unavailable', detail: answer.reason, answered: true } as const;
    }
    const device = deviceSchema.safeParse(answer.body).data;
    return device?.iccid === iccid ? ({ kind: 'device', device } as const) : UNREADABLE;
  }

  return {
    request({ operationId, iccid, action }) {
      const status = WANTED[action];
      return put(iccid, { status }, operationId, status);
    },

    lockImei: ({ operationId, iccid, imei }) => put(iccid, { imeiLock: imei }, operationId, lockOf(imei)),

    async check(reference) {
      const [wanted = '', iccid = ''] = reference.split(':');
      const answer = await get(iccid);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'unknown') {
        return { kind: 'unavailable', detail: 'оператор не знает этой карты', answered: true };
      }
      return replyOf(answer.device, wanted);
    },

    async inspect(iccid) {
      const answer = await get(iccid);
      if (answer.kind !== 'device') return answer;
      const card = cardOfDevice(answer.device);
      return card ? { kind: 'card', card } : UNREADABLE;
    },

    async list(after) {
      const pageNumber = Number(after ?? 1);
      const query = `pageSize=${String(PAGE_SIZE)}&pageNumber=${String(pageNumber)}`;
      const answer = await call('GET', `/devices?${query}`);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') return { kind: 'unavailable', detail: answer.reason, answered: true };
      const page = pageSchema.safeParse(answer.body).data;
      if (page?.pageNumber !== pageNumber) return UNREADABLE;
      return {
        kind: 'page',
        cards: page.devices.flatMap((device) => cardOfDevice(device) ?? []),
        next: page.lastPage || page.devices.length === 0 ? null : String(pageNumber + 1),
      };
    },

    async usage(iccid, month) {
      const answer = await call('GET', `${pathOf(iccid)}/usage?month=${month}`);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') {
        if (answer.status === 404) return { kind: 'unknown' };
        return { kind: 'unavailable', detail: answer.reason, answered: true };
      }
      const usage = usageSchema.safeParse(answer.body).data;
      if (!usage) return UNREADABLE;
      const days = usage.dailyUsage.filter(({ date }) => date.startsWith(`${month}-`));
      return {
        kind: 'usage',
        days: days.map(({ date, dataUsage }) => ({ date: localDate(date), bytes: dataUsage })),
      };
    },

    subscribe: () => Promise.resolve(true),
    readEvent: () => null,
  };
}
