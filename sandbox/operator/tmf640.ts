import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { outbox, type Call, type Reply, type Route } from '../kit';
import type { Changes } from './changes';
import { REJECT_REASON, type Handled } from './faults';
import type { Logged } from './log';
import { hubRoutes } from './hubs';
import type { Card, Change, HubApi, Operation, OperatorStore } from './memory';
import { tmfError } from './tmf';
import { lastTrafficOf, usageOf } from './usage';

const SERVICE_API = '/tmf-api/ServiceActivationAndConfiguration/v4';
const USAGE_API = '/tmf-api/usageManagement/v4';
const PAGE_LIMIT = 1000;

/** Their names of the states of a card. */
const STATES = {
  ready: 'reserved',
  active: 'active',
  inactive: 'inactive',
  terminated: 'terminated',
} as const;

const patchSchema = z.union([
  z.object({ state: z.enum(['active', 'inactive', 'terminated']) }),
  z
    .object({
      serviceCharacteristic: z.tuple([
        z.object({
          name: z.literal('imeiLock'),
          value: z
            .string()
            .regex(/^\d{15}$/)
            .nullable(),
        }),
      ]),
    })
    .transform(({ serviceCharacteristic: [{ value }] }): Change => ({ imeiLock: value })),
]);
const dateSchema = z.iso.date();

const characteristic = (name: string, value: string | null) =>
  value === null ? [] : [{ name, valueType: 'string', value }];

/** Events to every registered address, signed. */
export function createEvents(parts: {
  store: OperatorStore;
  root: () => string;
  webhookSecret: string;
  retryMs: number;
}) {
  const { store, root } = parts;
  const post = outbox({
    pending: [...store.deliveries.values()],
    retryMs: parts.retryMs,
    isPaused: () => store.meta.mode === 'down',
    changed: (delivery, isGone) => {
      if (isGone) store.deliveries.remove(delivery.id);
      else store.deliveries.put(delivery);
    },
    sign: (body) => {
      const time = Math.floor(Date.now() / 1000);
      const secret = parts.webhookSecret.split(',')[0] ?? '';
      const signature = createHmac('sha256', secret)
        .update(`${String(time)}.${body}`)
        .digest('hex');
      return { 'X-Signature': `t=${String(time)},v1=${signature}` };
    },
  });

  const serviceBody = (card: Card, state = card.state) => ({
    '@type': 'Service',
    id: card.iccid,
    href: `${root()}${SERVICE_API}/service/${card.iccid}`,
    serviceType: 'SIM',
    state: STATES[state],
    serviceCharacteristic: [
      ...characteristic('iccid', card.iccid),
      ...characteristic('imei', card.imei),
      ...characteristic('imeiLock', card.imeiLock),
      ...characteristic('lastTrafficAt', lastTrafficOf(store, card)),
    ],
  });

  const monitorBody = (operation: Operation, state: Operation['status'] = operation.status) => ({
    '@type': 'Monitor',
    id: operation.id,
    href: `${root()}${SERVICE_API}/monitor/${operation.id}`,
    sourceHref: `${root()}${SERVICE_API}/service/${operation.iccid}`,
    state,
    request: {
      method: 'PATCH',
      to: `${SERVICE_API}/service/${operation.iccid}`,
      body: JSON.stringify(operation.change),
    },
    ...(state === 'InProgress'
      ? {}
      : {
          response:
            state === 'InError'
              ? {
                  statusCode: '409',
                  body: JSON.stringify({ code: '409', reason: REJECT_REASON, message: REJECT_REASON }),
                }
              : { statusCode: '200', body: '' },
        }),
  });

  const send = (api: HubApi, messages: string[]) => {
    for (const hub of store.hubs.values()) if (hub.api === api) post.push(hub.callback, [...messages]);
  };

  const message = (operation: Operation, eventType: string, event: object, eventTime: string) =>
    JSON.stringify({ eventId: randomUUID(), eventTime, eventType, correlationId: operation.key, event });

  return {
    serviceBody,
    monitorBody,
    pump: post.pump,
    close: () => {
      post.close();
    },
    announce: (operation: Operation, card: Card) => {
      if (store.hubs.size() === 0) return;
      const now = new Date().toISOString();
      const messages = [
        message(operation, 'MonitorStateChangeEvent', { monitor: monitorBody(operation) }, now),
      ];
      if (operation.status === 'Completed') {
        messages.push(message(operation, 'ServiceStateChangeEvent', { service: serviceBody(card) }, now));
      }
      if (operation.mode === 'duplicate-callback') messages.push(...messages);
      if (operation.mode === 'out-of-order') {
        const started = { monitor: monitorBody(operation, 'InProgress') };
        messages.reverse();
        messages.push(message(operation, 'MonitorStateChangeEvent', started, operation.createdAt));
      }
      send('service', messages);
    },
    send,
  };
}

export type Events = ReturnType<typeof createEvents>;

/** TMF640 Service Activation v4 and the reading of TMF635 Usage v4. */
export function tmf640Routes(parts: {
  store: OperatorStore;
  changes: Changes;
  events: Events;
  root: () => string;
  logged: Logged;
}): Route[] {
  const { store, changes, events, root, logged } = parts;
  const { serviceBody, monitorBody } = events;
  const noCard = tmfError(404, 'Карта с таким номером не найдена');

  const patchService = ({ params, headers, json }: Call): Handled => {
    const key = headers['idempotency-key'];
    if (typeof key !== 'string' || key === '') {
      return { reply: tmfError(400, 'Нужен заголовок Idempotency-Key') };
    }
    const change = patchSchema.safeParse(json).data;
    if (!change) return { reply: tmfError(400, 'Поле state: active, inactive или terminated') };
    const taken = changes.request(params.iccid ?? '', key, change);
    if (taken.kind === 'unknown') return { reply: noCard };
    if (taken.kind === 'closed') return { reply: tmfError(409, 'Карта закрыта оператором') };
    if (taken.kind === 'conflict') {
      return { reply: tmfError(409, 'Idempotency-Key уже использован с другим запросом') };
    }
    const { operation, card, isNew } = taken;
    const reply: Reply = operation.atOnce
      ? { status: 200, body: serviceBody(card, 'state' in change ? change.state : card.state) }
      : {
          status: 202,
          headers: { Location: `${root()}${SERVICE_API}/monitor/${operation.id}` },
          body: monitorBody(operation, 'InProgress'),
        };
    return { reply, effect: isNew };
  };

  const readMonitor = ({ params }: Call): Handled => {
    const operation = store.operations.get(params.id ?? '');
    return {
      reply: operation ? { status: 200, body: monitorBody(operation) } : tmfError(404, 'Операция не найдена'),
    };
  };

  const readService = ({ params }: Call): Handled => {
    const card = store.cards.get(params.iccid ?? '');
    return { reply: card ? { status: 200, body: serviceBody(card) } : noCard };
  };

  const listServices = ({ query }: Call): Handled => {
    const offset = Number(query.get('offset') ?? 0);
    const limit = Math.min(PAGE_LIMIT, Number(query.get('limit') ?? 100));
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(limit) || offset < 0 || limit < 1) {
      return { reply: tmfError(400, 'Неверные offset или limit') };
    }
    const page = [...store.cards.values()].slice(offset, offset + limit);
    const total = store.cards.size();
    return {
      reply: {
        status: offset + page.length < total ? 206 : 200,
        headers: { 'X-Total-Count': String(total), 'X-Result-Count': String(page.length) },
        body: page.map((card) => serviceBody(card)),
      },
    };
  };

  const listUsage = ({ query }: Call): Handled => {
    const card = store.cards.get(query.get('relatedService.id') ?? '');
    const from = dateSchema.safeParse(query.get('usageDate.gte')).data;
    const to = dateSchema.safeParse(query.get('usageDate.lt')).data;
    if (!from || !to) return { reply: tmfError(400, 'Нужны usageDate.gte и usageDate.lt') };
    if (!card) return { reply: noCard };
    const body = usageOf(store, card, from, to).map(({ date, bytes }) => ({
      '@type': 'Usage',
      id: `${card.iccid}-${date}`,
      usageType: 'DATA',
      usageDate: `${date}T00:00:00+03:00`,
      status: 'rated',
      usageCharacteristic: [{ name: 'bytes', valueType: 'integer', value: bytes }],
    }));
    return { reply: { status: 200, body } };
  };

  return [
    ['GET', `${SERVICE_API}/service`, logged(listServices)],
    ['GET', `${SERVICE_API}/service/:iccid`, logged(readService)],
    ['PATCH', `${SERVICE_API}/service/:iccid`, logged(patchService)],
    ['GET', `${SERVICE_API}/monitor/:id`, logged(readMonitor)],
    ...hubRoutes({ store, logged, root: SERVICE_API, api: 'service' }),
    ['GET', `${USAGE_API}/usage`, logged(listUsage)],
  ];
}
