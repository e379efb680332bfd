import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Call, Handler, Reply, Route } from '../kit';
import {
  createSchema,
  isCreationFault,
  isOutcome,
  isRefundFault,
  type Payment,
  type PaymentsConfig,
  type Refund,
  refundBody,
  refundSchema,
  type State,
} from './model';
import { kopecksOf, type Till } from './till';

const KEY_LIFE_MS = 24 * 60 * 60_000;

const apiError = (status: number, code: string, description: string, parameter?: string): Reply => ({
  status,
  body: { type: 'error', id: randomUUID(), code, description, ...(parameter ? { parameter } : {}) },
});
const wrong = (parameter: string, description = `Неверное значение: ${parameter || 'тело запроса'}`) =>
  apiError(400, 'invalid_request', description, parameter);
const failed = () => apiError(500, 'internal_server_error', 'Внутренняя ошибка');

const sameText = (left: string, right: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
};

type Made = { key: string; request: string; createdAt: string };

/** What was made with the same key in the last 24 hours; a reply where the key is missing or was for something else. */
function knownBy<T extends Made>(made: T[], { headers, raw }: Call): { key: string; known?: T } | Reply {
  const key = headers['idempotence-key'];
  if (typeof key !== 'string' || key === '' || key.length > 64) {
    return wrong('Idempotence-Key', 'Нужен Idempotence-Key до 64 символов');
  }
  const known = made.findLast((each) => each.key === key);
  if (!known || Date.now() - Date.parse(known.createdAt) >= KEY_LIFE_MS) return { key };
  return known.request === digestOf(raw)
    ? { key, known }
    : wrong('Idempotence-Key', 'Ключ идемпотентности уже использован');
}
const digestOf = (raw: string) => createHash('sha256').update(raw).digest('hex');
const isReply = (each: object | string): each is Reply => typeof each === 'string' || 'status' in each;

/** ЮKassa API v3, as much of it as a shop with one-stage payments uses. */
export function apiRoutes(config: PaymentsConfig, data: State, till: Till): Route[] {
  const credentials = Buffer.from(`${config.shopId}:${config.secretKey}`).toString('base64');
  const guarded =
    (handle: Handler): Handler =>
    (call) =>
      sameText(call.headers.authorization ?? '', `Basic ${credentials}`)
        ? handle(call)
        : apiError(401, 'invalid_credentials', 'Неверный идентификатор магазина или секретный ключ');

  const create = (call: Call): Reply => {
    const parsed = createSchema.safeParse(call.json);
    const found = knownBy(data.payments, call);
    if (isReply(found)) return found;
    if (!parsed.success) return wrong(parsed.error.issues[0]?.path.join('.') ?? '');
    if (found.known) return { status: 200, body: till.body(found.known) };
    const { amount, confirmation, description, metadata, payment_method_id: methodId } = parsed.data;
    if (methodId !== undefined && !till.methodOf(methodId)?.saved) return wrong('payment_method_id');
    const fault = till.takeNext(isCreationFault);
    if (fault === 'not-made') return failed();
    const payment: Payment = {
      id: randomUUID(),
      key: found.key,
      request: digestOf(call.raw),
      status: 'pending',
      reason: null,
      value: amount.value,
      description,
      returnUrl: confirmation?.return_url ?? null,
      metadata,
      createdAt: new Date().toISOString(),
      dueAt: null,
      saves: parsed.data.save_payment_method,
      methodId: methodId ?? null,
      secure: null,
    };
    till.add(payment);
    if (fault === 'notification-forged') till.forge(payment);
    else if (methodId !== undefined) till.charge(payment, till.takeNext(isOutcome) ?? 'succeed');
    if (fault === 'no-answer') return 'destroy';
    return fault === 'unknown' ? failed() : { status: 200, body: till.body(payment) };
  };

  const refund = (call: Call): Reply => {
    const parsed = refundSchema.safeParse(call.json);
    const found = knownBy(data.refunds, call);
    if (isReply(found)) return found;
    if (!parsed.success) return wrong(parsed.error.issues[0]?.path.join('.') ?? '');
    if (found.known) return { status: 200, body: refundBody(found.known) };
    const { payment_id: paymentId, amount, description } = parsed.data;
    const payment = till.payments.get(paymentId);
    if (payment?.status !== 'succeeded') return wrong('payment_id', 'Платёж нельзя вернуть');
    if (till.refunded(payment) + kopecksOf(amount.value) > kopecksOf(payment.value)) {
      return wrong('amount.value', 'Сумма возврата больше суммы платежа');
    }
    const fault = till.takeNext(isCreationFault);
    if (fault === 'not-made') return failed();
    const made: Refund = {
      id: randomUUID(),
      key: found.key,
      request: digestOf(call.raw),
      paymentId,
      status: 'pending',
      reason: null,
      value: amount.value,
      description,
      createdAt: new Date().toISOString(),
      dueAt: null,
    };
    till.addRefund(made, till.takeNext(isRefundFault));
    if (fault === 'no-answer') return 'destroy';
    return fault === 'unknown' ? failed() : { status: 200, body: refundBody(made) };
  };

  /** Newest first, at most `limit` a page, the cursor is the last id shown. */
  const listed = <T extends { id: string; createdAt: string }>(
    { query }: Call,
    all: T[],
    bodyOf: (each: T) => unknown,
  ): Reply => {
    const since = query.get('created_at.gte') ?? '';
    const limit = Math.min(100, Math.max(1, Number(query.get('limit') ?? 10)));
    const matching = all.filter((each) => each.createdAt >= since).reverse();
    const cursor = query.get('cursor');
    const start = cursor === null ? 0 : matching.findIndex((each) => each.id === cursor) + 1;
    const page = matching.slice(start, start + limit);
    const hasMore = start + limit < matching.length;
    const next = hasMore ? { next_cursor: page.at(-1)?.id } : {};
    return { status: 200, body: { type: 'list', items: page.map(bodyOf), ...next } };
  };

  const one = <T>(found: T | undefined, bodyOf: (each: T) => unknown, missing: string): Reply =>
    found === undefined ? apiError(404, 'not_found', missing) : { status: 200, body: bodyOf(found) };

  return [
    ['POST', '/v3/payments', guarded(create)],
    ['GET', '/v3/payments', guarded((call) => listed(call, data.payments, till.body))],
    [
      'GET',
      '/v3/payments/:id',
      guarded(({ params }) => one(till.payments.get(params.id ?? ''), till.body, 'Платёж не найден')),
    ],
    ['POST', '/v3/refunds', guarded(refund)],
    [
      'GET',
      '/v3/refunds',
      guarded((call) => {
        const paymentId = call.query.get('payment_id');
        return listed(
          call,
          data.refunds.filter((each) => paymentId === null || each.paymentId === paymentId),
          refundBody,
        );
      }),
    ],
    [
      'GET',
      '/v3/refunds/:id',
      guarded(({ params }) =>
        one(
          data.refunds.find((each) => each.id === params.id),
          refundBody,
          'Возврат не найден',
        ),
      ),
    ],
  ];
}
