import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  fromEnv,
  numberFromEnv,
  openStore,
  outbox,
  runAsProgram,
  serve,
  type Call,
  type Delivery,
  type Reply,
  type Route,
  type Running,
} from './kit';

const MODES = [
  'normal',
  'slow',
  'error-500',
  'silent',
  'reject',
  'duplicate-callback',
  'late-callback',
  'out-of-order',
  'flaky',
  'down',
] as const;
type Mode = (typeof MODES)[number];

type ServiceState = 'active' | 'inactive';
type Service = { iccid: string; msisdn: string | null; state: ServiceState; changes: number };
type Operation = {
  id: string;
  key: string;
  iccid: string;
  state: ServiceState;
  status: 'InProgress' | 'InError' | 'Completed';
  /** The card was in this state already: answered 200 at once, without a monitor. */
  already: boolean;
  mode: Mode;
  createdAt: string;
  /** Unix milliseconds; null is held until the mode is normal. */
  dueAt: number | null;
};
type Card = { iccid: string; msisdn: string };
type Order = {
  id: string;
  externalId: string;
  quantity: number;
  request: Record<string, unknown>;
  stage: 'acknowledged' | 'packing' | 'shipped' | 'completed' | 'cancelled' | 'failed';
  mode: Mode;
  createdAt: string;
  dueAt: number | null;
  trackingNumber: string | null;
  cards: Card[];
};
type LogEntry = {
  at: string;
  method: string;
  path: string;
  key: string | null;
  duplicate: boolean;
  effect: boolean;
  /** Null: the connection was dropped without an answer. */
  status: number | null;
};
type State = {
  mode: Mode;
  services: Service[];
  operations: Operation[];
  orders: Order[];
  hubs: { id: string; callback: string; query: string }[];
  deliveries: Delivery[];
  log: LogEntry[];
  nextSerial: number;
};

export type OperatorConfig = {
  slug: string;
  port: number;
  dataDir: string;
  apiKey: string;
  webhookSecret: string;
  iccidPrefix: string;
  answerMs: number;
  shipMs: number;
  lateMs: number;
  retryMs: number;
};

const SERVICE_API = '/tmf-api/ServiceActivationAndConfiguration/v4';
const ORDER_API = '/tmf-api/productOrderingManagement/v4';
const REJECT_REASON = 'Номер заблокирован оператором: нет данных о владельце';
const LOG_LIMIT = 50_000;
const SLOW = 20;
const SERIALS_SINCE = Date.UTC(2026, 0);

const modeSchema = z.object({ mode: z.enum(MODES) });
const stateSchema = z.enum(['active', 'inactive']);
const inventorySchema = z.array(z.object({ iccid: z.string().regex(/^\d{18,22}$/), state: stateSchema }));
const patchSchema = z.object({ state: stateSchema });
const hubSchema = z.object({ callback: z.url({ protocol: /^https?$/ }), query: z.string().default('') });
const orderSchema = z.looseObject({
  externalId: z.string().min(1).max(200),
  productOrderItem: z.tuple([z.looseObject({ quantity: z.int().min(1).max(1000) })]),
});
const cancelSchema = z.object({ productOrder: z.object({ id: z.string() }) });

const tmfError = (status: number, reason: string, message = reason): Reply => ({
  status,
  body: { '@type': 'Error', code: String(status), reason, message, status: String(status) },
});

const luhnDigit = (digits: string): string => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
};

export async function startOperator(config: OperatorConfig): Promise<Running> {
  const store = openStore<State>(config.dataDir, `operator-${config.slug}`, {
    mode: 'normal',
    services: [],
    operations: [],
    orders: [],
    hubs: [],
    deliveries: [],
    log: [],
    nextSerial: Math.floor((Date.now() - SERIALS_SINCE) / 10),
  });
  const { data, touch } = store;
  const services = new Map(data.services.map((each) => [each.iccid, each]));
  const operations = new Map(data.operations.map((each) => [each.id, each]));
  const operationByKey = new Map(data.operations.map((each) => [each.key, each]));
  const orders = new Map(data.orders.map((each) => [each.id, each]));
  const orderByExternalId = new Map(data.orders.map((each) => [each.externalId, each]));
  const seenKeys = new Set(data.log.map((each) => each.key));
  const timers = new Map<string, NodeJS.Timeout>();
  const openByIccid = new Map<string, number>();
  const countOpen = ({ iccid }: Operation, by: number) =>
    openByIccid.set(iccid, (openByIccid.get(iccid) ?? 0) + by);
  let flakyTurn = 0;
  let root = '';

  const post = outbox({
    pending: data.deliveries,
    retryMs: config.retryMs,
    isPaused: () => data.mode === 'down',
    changed: touch,
    sign: (body) => {
      const time = Math.floor(Date.now() / 1000);
      const secret = config.webhookSecret.split(',')[0] ?? '';
      const signature = createHmac('sha256', secret)
        .update(`${String(time)}.${body}`)
        .digest('hex');
      return { 'X-Signature': `t=${String(time)},v1=${signature}` };
    },
  });

  const serviceBody = ({ iccid, state }: Service) => ({
    '@type': 'Service',
    id: iccid,
    href: `${root}${SERVICE_API}/service/${iccid}`,
    serviceType: 'SIM',
    state,
    serviceCharacteristic: [{ name: 'iccid', valueType: 'string', value: iccid }],
  });

  const monitorBody = (operation: Operation, state: Operation['status'] = operation.status) => ({
    '@type': 'Monitor',
    id: operation.id,
    href: `${root}${SERVICE_API}/monitor/${operation.id}`,
    sourceHref: `${root}${SERVICE_API}/service/${operation.iccid}`,
    state,
    request: {
      method: 'PATCH',
      to: `${SERVICE_API}/service/${operation.iccid}`,
      body: JSON.stringify({ state: operation.state }),
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

  const message = (operation: Operation, eventType: string, event: object, eventTime: string) =>
    JSON.stringify({ eventId: randomUUID(), eventTime, eventType, correlationId: operation.key, event });

  const announce = (operation: Operation) => {
    const now = new Date().toISOString();
    const monitor = message(operation, 'MonitorStateChangeEvent', { monitor: monitorBody(operation) }, now);
    const service = services.get(operation.iccid);
    const messages =
      operation.status === 'Completed' && service
        ? [monitor, message(operation, 'ServiceStateChangeEvent', { service: serviceBody(service) }, now)]
        : [monitor];
    if (operation.mode === 'duplicate-callback') messages.push(...messages);
    if (operation.mode === 'out-of-order') {
      const started = { monitor: monitorBody(operation, 'InProgress') };
      messages.reverse();
      messages.push(message(operation, 'MonitorStateChangeEvent', started, operation.createdAt));
    }
    for (const { callback } of data.hubs) post.push(callback, [...messages]);
  };

  const schedule = (item: Operation | Order, act: () => void) => {
    clearTimeout(timers.get(item.id));
    if (item.dueAt === null) return;
    const run = () => {
      timers.delete(item.id);
      if (data.mode !== 'down') act();
    };
    timers.set(item.id, setTimeout(run, Math.max(0, item.dueAt - Date.now())));
  };

  const dueAfter = (ms: number): number | null => {
    if (data.mode === 'silent') return null;
    return Date.now() + (data.mode === 'slow' ? ms * SLOW : ms);
  };

  const complete = (operation: Operation) => {
    if (operation.status !== 'InProgress') return;
    operation.status = operation.mode === 'reject' ? 'InError' : 'Completed';
    operation.dueAt = null;
    countOpen(operation, -1);
    const service = services.get(operation.iccid);
    if (operation.status === 'Completed' && service && service.state !== operation.state) {
      service.state = operation.state;
      service.changes += 1;
    }
    touch();
    announce(operation);
  };

  const newCard = (): Card => {
    const { iccidPrefix } = config;
    const serial = data.nextSerial++;
    const digits = iccidPrefix + String(serial).padStart(18 - iccidPrefix.length, '0');
    const issuerDigit = iccidPrefix.slice(-1);
    return {
      iccid: digits + luhnDigit(digits),
      msisdn: `+79${String(serial % 100_000_000).padStart(8, '0')}${issuerDigit}`,
    };
  };

  const addService = (iccid: string, state: ServiceState, msisdn: string | null = null): Service => {
    const service: Service = { iccid, msisdn, state, changes: 0 };
    services.set(iccid, service);
    data.services.push(service);
    return service;
  };

  const isOpen = ({ stage }: Order) => !['completed', 'cancelled', 'failed'].includes(stage);

  const advance = (order: Order) => {
    if (!isOpen(order)) return;
    if (order.mode === 'reject') {
      order.stage = 'failed';
    } else if (order.stage === 'acknowledged') {
      order.stage = 'packing';
    } else if (order.stage === 'packing') {
      order.stage = 'shipped';
      order.trackingNumber = `RU${String(data.nextSerial++).padStart(12, '0')}`;
    } else {
      while (order.cards.length < order.quantity) {
        const card = newCard();
        if (services.has(card.iccid)) continue;
        addService(card.iccid, 'inactive', card.msisdn);
        order.cards.push(card);
      }
      order.stage = 'completed';
    }
    order.dueAt = isOpen(order) ? dueAfter(config.shipMs) : null;
    store.flush();
    scheduleOrder(order);
  };

  const scheduleOperation = (operation: Operation) => {
    schedule(operation, () => {
      complete(operation);
    });
  };
  const scheduleOrder = (order: Order) => {
    schedule(order, () => {
      advance(order);
    });
  };
  const scheduleAll = () => {
    for (const operation of data.operations) {
      if (operation.status === 'InProgress') scheduleOperation(operation);
    }
    data.orders.filter(isOpen).forEach(scheduleOrder);
    post.pump();
  };

  const setMode = (mode: Mode) => {
    data.mode = mode;
    if (mode === 'normal') {
      const held = [
        ...data.operations.filter(({ status }) => status === 'InProgress'),
        ...data.orders.filter(isOpen),
      ].filter(({ dueAt }) => dueAt === null);
      for (const item of held) {
        item.dueAt = Date.now();
        item.mode = 'normal';
      }
    }
    touch();
    scheduleAll();
  };

  const orderBody = (order: Order) => ({
    ...order.request,
    '@type': 'ProductOrder',
    id: order.id,
    href: `${root}${ORDER_API}/productOrder/${order.id}`,
    orderDate: order.createdAt,
    state: order.stage === 'packing' || order.stage === 'shipped' ? 'inProgress' : order.stage,
    productOrderMilestone: order.trackingNumber ? [{ id: '1', name: 'shipped', status: 'completed' }] : [],
    productOrderItem: [
      {
        id: '1',
        quantity: order.quantity,
        action: 'add',
        product: {
          name: 'Смарт-карта',
          productCharacteristic: order.trackingNumber
            ? [{ name: 'trackingNumber', valueType: 'string', value: order.trackingNumber }]
            : [],
          realizingResource: order.cards.map((card) => ({
            '@referredType': 'LogicalResource',
            id: card.iccid,
            resourceCharacteristic: [
              { name: 'iccid', valueType: 'string', value: card.iccid },
              { name: 'msisdn', valueType: 'string', value: card.msisdn },
            ],
          })),
        },
      },
    ],
  });

  type Handled = { reply: Reply; effect?: boolean };

  const patchService = ({ params, headers, json }: Call): Handled => {
    const iccid = params.iccid ?? '';
    const key = headers['idempotency-key'];
    const wanted = patchSchema.safeParse(json).data?.state;
    if (typeof key !== 'string' || key === '') {
      return { reply: tmfError(400, 'Нужен заголовок Idempotency-Key') };
    }
    if (!wanted) return { reply: tmfError(400, 'Поле state: active или inactive') };

    const answer = (operation: Operation, service: Service): Reply =>
      operation.already
        ? { status: 200, body: serviceBody({ ...service, state: wanted }) }
        : {
            status: 202,
            headers: { Location: `${root}${SERVICE_API}/monitor/${operation.id}` },
            body: monitorBody(operation, 'InProgress'),
          };
    const service = services.get(iccid);
    const earlier = operationByKey.get(key);
    if (earlier && (earlier.iccid !== iccid || earlier.state !== wanted)) {
      return { reply: tmfError(409, 'Idempotency-Key уже использован с другим запросом') };
    }
    if (earlier && service) return { reply: answer(earlier, service) };
    if (!service && !(/^\d{18,22}$/.test(iccid) && iccid.startsWith(config.iccidPrefix))) {
      return { reply: tmfError(404, 'Карта с таким номером не найдена') };
    }

    const card = service ?? addService(iccid, 'inactive');
    const already = card.state === wanted && (openByIccid.get(iccid) ?? 0) === 0;
    const operation: Operation = {
      id: randomUUID(),
      key,
      iccid,
      state: wanted,
      status: already ? 'Completed' : 'InProgress',
      already,
      mode: data.mode,
      createdAt: new Date().toISOString(),
      dueAt: data.mode === 'late-callback' ? Date.now() + config.lateMs : dueAfter(config.answerMs),
    };
    data.operations.push(operation);
    operations.set(operation.id, operation);
    operationByKey.set(key, operation);
    if (!already) {
      countOpen(operation, 1);
      scheduleOperation(operation);
    }
    return { reply: answer(operation, card), effect: !already };
  };

  const readMonitor = ({ params }: Call): Handled => {
    const operation = operations.get(params.id ?? '');
    return {
      reply: operation ? { status: 200, body: monitorBody(operation) } : tmfError(404, 'Операция не найдена'),
    };
  };

  const subscribe = ({ json }: Call): Handled => {
    const wanted = hubSchema.safeParse(json).data;
    if (!wanted) return { reply: tmfError(400, 'Поле callback: адрес http или https') };
    const known = data.hubs.find(({ callback }) => callback === wanted.callback);
    const hub = known ?? { id: randomUUID(), ...wanted };
    if (!known) data.hubs.push(hub);
    return {
      reply: { status: 201, headers: { Location: `${SERVICE_API}/hub/${hub.id}` }, body: hub },
      effect: !known,
    };
  };

  const unsubscribe = ({ params }: Call): Handled => {
    const index = data.hubs.findIndex(({ id }) => id === params.id);
    if (index === -1) return { reply: tmfError(404, 'Подписка не найдена') };
    data.hubs.splice(index, 1);
    return { reply: { status: 204 }, effect: true };
  };

  const placeOrder = ({ json }: Call): Handled => {
    const request = orderSchema.safeParse(json).data;
    if (!request) return { reply: tmfError(400, 'Заказ: нужны externalId и одна позиция от 1 до 1000 карт') };
    const { quantity } = request.productOrderItem[0];
    const known = orderByExternalId.get(request.externalId);
    if (known && known.quantity !== quantity) {
      return { reply: tmfError(409, 'Заказ с таким externalId уже есть, с другим количеством') };
    }
    if (known) return { reply: { status: 201, body: orderBody(known) } };
    const order: Order = {
      id: randomUUID(),
      externalId: request.externalId,
      quantity,
      request,
      stage: 'acknowledged',
      mode: data.mode,
      createdAt: new Date().toISOString(),
      dueAt: dueAfter(config.shipMs),
      trackingNumber: null,
      cards: [],
    };
    data.orders.push(order);
    orders.set(order.id, order);
    orderByExternalId.set(order.externalId, order);
    scheduleOrder(order);
    return { reply: { status: 201, body: orderBody(order) }, effect: true };
  };

  const readOrder = ({ params }: Call): Handled => {
    const order = orders.get(params.id ?? '');
    return { reply: order ? { status: 200, body: orderBody(order) } : tmfError(404, 'Заказ не найден') };
  };

  const cancelOrder = ({ json }: Call): Handled => {
    const order = orders.get(cancelSchema.safeParse(json).data?.productOrder.id ?? '');
    if (!order) return { reply: tmfError(404, 'Заказ не найден') };
    const mayCancel = order.stage === 'acknowledged' || order.stage === 'packing';
    if (!mayCancel && order.stage !== 'cancelled') {
      return { reply: tmfError(409, 'Заказ уже передан в доставку, отменить его нельзя') };
    }
    order.stage = 'cancelled';
    order.dueAt = null;
    scheduleOrder(order);
    const body = {
      '@type': 'CancelProductOrder',
      id: randomUUID(),
      state: 'done',
      productOrder: { id: order.id },
    };
    return { reply: { status: 201, body }, effect: mayCancel };
  };

  const keyOf = ({ headers, json }: Call): string | null => {
    const header = headers['idempotency-key'];
    if (typeof header === 'string') return header;
    return z.object({ externalId: z.string() }).safeParse(json).data?.externalId ?? null;
  };

  const withFaults = (call: Call, handle: (call: Call) => Handled): Handled => {
    if (data.mode === 'down') return { reply: 'destroy' };
    if (data.mode === 'error-500') return { reply: tmfError(500, 'Внутренняя ошибка') };
    if (call.headers.authorization !== `Bearer ${config.apiKey}`) {
      return { reply: tmfError(401, 'Неверный ключ доступа') };
    }
    if (data.mode !== 'flaky') return handle(call);
    flakyTurn += 1;
    if (flakyTurn % 3 === 1) return { reply: tmfError(503, 'Временно недоступно') };
    const handled = handle(call);
    return flakyTurn % 3 === 2 ? { ...handled, reply: 'destroy' } : handled;
  };

  const tmf =
    (handle: (call: Call) => Handled) =>
    (call: Call): Reply => {
      const key = keyOf(call);
      const { reply, effect = false } = withFaults(call, handle);
      data.log.push({
        at: new Date().toISOString(),
        method: call.method,
        path: call.path,
        key,
        duplicate: key !== null && seenKeys.has(key),
        effect,
        status: reply === 'destroy' ? null : reply.status,
      });
      if (data.log.length > LOG_LIMIT) data.log.splice(0, LOG_LIMIT / 10);
      if (key !== null) seenKeys.add(key);
      touch();
      return reply;
    };

  const routes: Route[] = [
    ['PATCH', `${SERVICE_API}/service/:iccid`, tmf(patchService)],
    ['GET', `${SERVICE_API}/monitor/:id`, tmf(readMonitor)],
    ['POST', `${SERVICE_API}/hub`, tmf(subscribe)],
    ['DELETE', `${SERVICE_API}/hub/:id`, tmf(unsubscribe)],
    ['POST', `${ORDER_API}/productOrder`, tmf(placeOrder)],
    ['GET', `${ORDER_API}/productOrder/:id`, tmf(readOrder)],
    ['POST', `${ORDER_API}/cancelProductOrder`, tmf(cancelOrder)],
    ['GET', '/sandbox/mode', () => ({ status: 200, body: { mode: data.mode } })],
    [
      'POST',
      '/sandbox/mode',
      ({ json }) => {
        const wanted = modeSchema.safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'mode', known: MODES } };
        setMode(wanted.mode);
        return { status: 200, body: wanted };
      },
    ],
    ['GET', '/sandbox/log', () => ({ status: 200, body: data.log })],
    [
      'POST',
      '/sandbox/services',
      ({ json }) => {
        const wanted = inventorySchema.safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'iccid and state of each service' } };
        for (const { iccid, state } of wanted)
          (services.get(iccid) ?? addService(iccid, state)).state = state;
        touch();
        return { status: 200, body: { count: wanted.length } };
      },
    ],
    [
      'GET',
      '/sandbox/services/:iccid',
      ({ params }) => {
        const service = services.get(params.iccid ?? '');
        return service ? { status: 200, body: service } : { status: 404, body: { error: 'unknown' } };
      },
    ],
  ];

  const server = await serve(config.port, routes);
  root = server.url;
  for (const operation of data.operations) if (operation.status === 'InProgress') countOpen(operation, 1);
  scheduleAll();
  return {
    url: server.url,
    close: async () => {
      await server.close();
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
      post.close();
      store.close();
    },
  };
}

runAsProgram(import.meta.url, () =>
  startOperator({
    slug: fromEnv('SLUG'),
    port: numberFromEnv('PORT'),
    dataDir: fromEnv('SANDBOX_DATA'),
    apiKey: fromEnv('API_KEY'),
    webhookSecret: fromEnv('WEBHOOK_SECRET'),
    iccidPrefix: fromEnv('ICCID_PREFIX'),
    answerMs: numberFromEnv('ANSWER_MS', 1500),
    shipMs: numberFromEnv('SHIP_MS', 6000),
    lateMs: numberFromEnv('LATE_MS', 11 * 60_000),
    retryMs: numberFromEnv('RETRY_MS', 1000),
  }),
);
