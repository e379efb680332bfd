import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Call, Reply, Route } from '../kit';
import type { Changes } from './changes';
import { REJECT_REASON, type Handled, type Speech } from './faults';
import type { Logged } from './log';
import type { Card, Change, OperatorStore } from './memory';
import { lastTrafficOf, usageOf } from './usage';

const API = '/rws/api/v1';
const PAGE_LIMIT = 1000;

/** Their names of the states of a card. */
const STATUSES = {
  ready: 'ACTIVATION_READY',
  active: 'ACTIVATED',
  inactive: 'DEACTIVATED',
  terminated: 'RETIRED',
} as const;

const putSchema = z.union([
  z.object({ status: z.enum(['ACTIVATED', 'DEACTIVATED', 'RETIRED']) }).transform(({ status }): Change => {
    if (status === 'RETIRED') return { state: 'terminated' };
    return { state: status === 'ACTIVATED' ? 'active' : 'inactive' };
  }),
  z.object({
    imeiLock: z
      .string()
      .regex(/^\d{15}$/)
      .nullable(),
  }),
]);
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const error = (status: number, words: string): Reply => ({
  status,
  body: { errorCode: String(status * 100_000 + 1), errorMessage: words },
});

export const controlCenterSpeech = (username: string, apiKey: string): Speech => ({
  isAllowed: ({ headers }) =>
    headers.authorization === `Basic ${Buffer.from(`${username}:${apiKey}`).toString('base64')}`,
  error,
});

const monthAfter = (month: string): string => {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next.toISOString().slice(0, 10);
};

/** REST in the style of an IoT Control Center: the device is told its status, then looked at until it has it. */
export function controlCenterRoutes(parts: {
  store: OperatorStore;
  changes: Changes;
  logged: Logged;
}): Route[] {
  const { store, changes, logged } = parts;
  const noCard = error(404, 'Карта с таким номером не найдена');

  const deviceBody = (card: Card) => ({
    iccid: card.iccid,
    msisdn: card.msisdn,
    status: STATUSES[card.state],
    imei: card.imei,
    imeiLock: card.imeiLock,
    lastTrafficAt: lastTrafficOf(store, card),
  });

  const putDevice = ({ params, headers, json }: Call): Handled => {
    const iccid = params.iccid ?? '';
    const change = putSchema.safeParse(json).data;
    if (!change) return { reply: error(400, 'Поле status: ACTIVATED, DEACTIVATED или RETIRED') };
    if (store.meta.mode === 'reject') return { reply: error(409, REJECT_REASON) };
    const key = headers['idempotency-key'];
    const taken = changes.request(iccid, typeof key === 'string' ? key : randomUUID(), change);
    if (taken.kind === 'unknown') return { reply: noCard };
    if (taken.kind === 'closed') return { reply: error(409, 'Карта закрыта оператором') };
    if (taken.kind === 'conflict') {
      return { reply: error(409, 'Idempotency-Key уже использован с другим запросом') };
    }
    return { reply: { status: 200, body: deviceBody(taken.card) }, effect: taken.isNew };
  };

  const readDevice = ({ params }: Call): Handled => {
    const card = store.cards.get(params.iccid ?? '');
    return { reply: card ? { status: 200, body: deviceBody(card) } : noCard };
  };

  const searchDevices = ({ query }: Call): Handled => {
    const pageNumber = Number(query.get('pageNumber') ?? 1);
    const pageSize = Math.min(PAGE_LIMIT, Number(query.get('pageSize') ?? 50));
    if (
      !Number.isSafeInteger(pageNumber) ||
      !Number.isSafeInteger(pageSize) ||
      pageNumber < 1 ||
      pageSize < 1
    ) {
      return { reply: error(400, 'Неверные pageNumber или pageSize') };
    }
    const end = pageNumber * pageSize;
    const devices = [...store.cards.values()].slice(end - pageSize, end).map(deviceBody);
    return { reply: { status: 200, body: { pageNumber, lastPage: end >= store.cards.size(), devices } } };
  };

  const readUsage = ({ params, query }: Call): Handled => {
    const card = store.cards.get(params.iccid ?? '');
    const month = monthSchema.safeParse(query.get('month')).data;
    if (!month) return { reply: error(400, 'Параметр month: ГГГГ-ММ') };
    if (!card) return { reply: noCard };
    const dailyUsage = usageOf(store, card, `${month}-01`, monthAfter(month)).map(({ date, bytes }) => ({
      date,
      dataUsage: bytes,
    }));
    return { reply: { status: 200, body: { iccid: card.iccid, dailyUsage } } };
  };

  return [
    ['GET', `${API}/devices`, logged(searchDevices)],
    ['GET', `${API}/devices/:iccid`, logged(readDevice)],
    ['PUT', `${API}/devices/:iccid`, logged(putDevice)],
    ['GET', `${API}/devices/:iccid/usage`, logged(readUsage)],
  ];
}
