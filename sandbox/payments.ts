import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
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
  type Handler,
  type Reply,
  type Route,
  type Running,
} from './kit';
import { payPage } from './payments-page';

const DECLINE_REASONS = [
  '3d_secure_failed',
  'call_issuer',
  'card_expired',
  'country_forbidden',
  'fraud_suspected',
  'general_decline',
  'identification_required',
  'insufficient_funds',
  'invalid_card_number',
  'invalid_csc',
  'issuer_unavailable',
  'payment_method_limit_exceeded',
  'payment_method_restricted',
  'permission_revoked',
  'internal_timeout',
] as const;

/** `unknown`: makes the payment and answers 500. `no-answer`: makes it and drops the connection. */
const NEXT = [
  'succeed',
  'unknown',
  'no-answer',
  'slow',
  'notification-lost',
  'notification-duplicate',
  ...DECLINE_REASONS.map((reason) => `decline:${reason}` as const),
] as const;
type Next = (typeof NEXT)[number];
const ON_CREATE: readonly Next[] = ['unknown', 'no-answer'];

type Payment = {
  id: string;
  key: string;
  request: string;
  status: 'pending' | 'succeeded' | 'canceled';
  reason: string | null;
  value: string;
  description: string;
  returnUrl: string;
  metadata: Record<string, string>;
  createdAt: string;
  /** Paid on the page, the result comes at this Unix millisecond. */
  dueAt: number | null;
};
type State = { next: Next; payments: Payment[]; deliveries: Delivery[] };

export type PaymentsConfig = {
  port: number;
  dataDir: string;
  shopId: string;
  secretKey: string;
  notifyUrl: string | null;
  slowMs: number;
  retryMs: number;
};

const KEY_LIFE_MS = 24 * 60 * 60_000;

const createSchema = z.object({
  amount: z.object({
    value: z.string().regex(/^(?!0+\.00$)\d{1,9}\.\d{2}$/),
    currency: z.literal('RUB'),
  }),
  capture: z.literal(true),
  confirmation: z.object({ type: z.literal('redirect'), return_url: z.url({ protocol: /^https?$/ }) }),
  description: z.string().max(128).default(''),
  metadata: z.record(z.string().max(32), z.string().max(512)).default({}),
});

const apiError = (status: number, code: string, description: string, parameter?: string): Reply => ({
  status,
  body: { type: 'error', id: randomUUID(), code, description, ...(parameter ? { parameter } : {}) },
});

const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^\d{13,19}$/.test(digits) && sum % 10 === 0;
};

const sameText = (left: string, right: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
};

export async function startPayments(config: PaymentsConfig): Promise<Running> {
  const store = openStore<State>(config.dataDir, 'payments', {
    next: 'succeed',
    payments: [],
    deliveries: [],
  });
  const { data, touch } = store;
  const payments = new Map(data.payments.map((each) => [each.id, each]));
  const timers = new Set<NodeJS.Timeout>();
  const post = outbox({ pending: data.deliveries, retryMs: config.retryMs, changed: touch });
  const credentials = Buffer.from(`${config.shopId}:${config.secretKey}`).toString('base64');
  let root = '';

  const takeNext = (taken: (next: Next) => boolean): Next => {
    const { next } = data;
    if (!taken(next)) return 'succeed';
    data.next = 'succeed';
    return next;
  };

  const paymentBody = (payment: Payment) => ({
    id: payment.id,
    status: payment.status,
    paid: payment.status === 'succeeded',
    amount: { value: payment.value, currency: 'RUB' },
    created_at: payment.createdAt,
    description: payment.description,
    metadata: payment.metadata,
    recipient: { account_id: config.shopId, gateway_id: '1' },
    refundable: payment.status === 'succeeded',
    test: true,
    ...(payment.status === 'pending'
      ? {
          confirmation: {
            type: 'redirect',
            confirmation_url: `${root}/pay/${payment.id}`,
            return_url: payment.returnUrl,
          },
        }
      : {}),
    ...(payment.reason ? { cancellation_details: { party: 'payment_network', reason: payment.reason } } : {}),
  });

  const settle = (payment: Payment, reason: string | null, notifications: number) => {
    if (payment.status !== 'pending') return;
    payment.status = reason ? 'canceled' : 'succeeded';
    payment.reason = reason;
    payment.dueAt = null;
    touch();
    if (!config.notifyUrl || notifications === 0) return;
    const event = `payment.${payment.status}`;
    const body = JSON.stringify({ type: 'notification', event, object: paymentBody(payment) });
    post.push(
      config.notifyUrl,
      Array.from({ length: notifications }, () => body),
    );
  };

  const settleWhenDue = (payment: Payment) => {
    if (payment.dueAt === null) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        settle(payment, null, 1);
      },
      Math.max(0, payment.dueAt - Date.now()),
    );
    timers.add(timer);
  };

  const pay = (payment: Payment) => {
    const next = takeNext((each) => !ON_CREATE.includes(each));
    if (next === 'slow') {
      payment.dueAt = Date.now() + config.slowMs;
      touch();
      settleWhenDue(payment);
    } else if (next.startsWith('decline:')) {
      settle(payment, next.slice('decline:'.length), 1);
    } else {
      settle(payment, null, next === 'notification-lost' ? 0 : next === 'notification-duplicate' ? 2 : 1);
    }
  };

  const api =
    (handle: Handler): Handler =>
    (call) =>
      sameText(call.headers.authorization ?? '', `Basic ${credentials}`)
        ? handle(call)
        : apiError(401, 'invalid_credentials', 'Неверный идентификатор магазина или секретный ключ');

  const create = ({ headers, json, raw }: Call): Reply => {
    const key = headers['idempotence-key'];
    if (typeof key !== 'string' || key === '' || key.length > 64) {
      return apiError(400, 'invalid_request', 'Нужен Idempotence-Key до 64 символов', 'Idempotence-Key');
    }
    const parsed = createSchema.safeParse(json);
    if (!parsed.success) {
      const parameter = parsed.error.issues[0]?.path.join('.') ?? '';
      return apiError(400, 'invalid_request', `Неверное значение: ${parameter || 'тело запроса'}`, parameter);
    }
    const request = createHash('sha256').update(raw).digest('hex');
    const known = data.payments.findLast((each) => each.key === key);
    if (known && Date.now() - Date.parse(known.createdAt) < KEY_LIFE_MS) {
      return known.request === request
        ? { status: 200, body: paymentBody(known) }
        : apiError(400, 'invalid_request', 'Ключ идемпотентности уже использован', 'Idempotence-Key');
    }
    const { amount, confirmation, description, metadata } = parsed.data;
    const payment: Payment = {
      id: randomUUID(),
      key,
      request,
      status: 'pending',
      reason: null,
      value: amount.value,
      description,
      returnUrl: confirmation.return_url,
      metadata,
      createdAt: new Date().toISOString(),
      dueAt: null,
    };
    data.payments.push(payment);
    payments.set(payment.id, payment);
    touch();
    const next = takeNext((each) => ON_CREATE.includes(each));
    if (next === 'no-answer') return 'destroy';
    if (next === 'unknown') return apiError(500, 'internal_server_error', 'Внутренняя ошибка');
    return { status: 200, body: paymentBody(payment) };
  };

  const page = (payment: Payment, error?: string): Reply => {
    const { html, headers } = payPage({ ...payment, isWaiting: payment.dueAt !== null }, error);
    return { status: 200, body: html, headers };
  };

  const withPayment =
    (handle: (payment: Payment, call: Call) => Reply, missing: () => Reply): Handler =>
    (call) => {
      const payment = payments.get(call.params.id ?? '');
      return payment ? handle(payment, call) : missing();
    };
  const noPage = (): Reply => ({
    status: 404,
    body: '<!doctype html><title>Платёж не найден</title>Платёж не найден',
  });

  const submit = (payment: Payment, { raw }: Call): Reply => {
    const form = new URLSearchParams(raw);
    const back: Reply = { status: 303, headers: { Location: payment.returnUrl } };
    if (payment.status !== 'pending' || payment.dueAt !== null) return back;
    if (form.get('action') === 'refuse') {
      settle(payment, 'expired_on_confirmation', 1);
      return back;
    }
    if (!passesLuhn((form.get('card') ?? '').replace(/[\s-]/g, ''))) {
      return page(payment, 'Проверьте номер карты: в нём ошибка');
    }
    pay(payment);
    return back;
  };

  const routes: Route[] = [
    ['POST', '/v3/payments', api(create)],
    [
      'GET',
      '/v3/payments/:id',
      api(
        withPayment(
          (payment) => ({ status: 200, body: paymentBody(payment) }),
          () => apiError(404, 'not_found', 'Платёж не найден'),
        ),
      ),
    ],
    ['GET', '/pay/:id', withPayment((payment) => page(payment), noPage)],
    ['POST', '/pay/:id', withPayment(submit, noPage)],
    ['GET', '/sandbox/next', () => ({ status: 200, body: { next: data.next } })],
    [
      'POST',
      '/sandbox/next',
      ({ json }) => {
        const wanted = z.object({ next: z.enum(NEXT) }).safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'next', known: NEXT } };
        data.next = wanted.next;
        touch();
        return { status: 200, body: wanted };
      },
    ],
  ];

  const server = await serve(config.port, routes);
  root = server.url;
  data.payments.forEach(settleWhenDue);
  post.pump();
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
  startPayments({
    port: numberFromEnv('PORT'),
    dataDir: fromEnv('SANDBOX_DATA'),
    shopId: fromEnv('SHOP_ID'),
    secretKey: fromEnv('SECRET_KEY'),
    notifyUrl: process.env.NOTIFY_URL || null,
    slowMs: numberFromEnv('SLOW_MS', 15_000),
    retryMs: numberFromEnv('RETRY_MS', 1000),
  }),
);
