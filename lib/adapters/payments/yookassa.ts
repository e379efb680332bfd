import type {
  KeptCard,
  PaymentProvider,
  ProviderReply,
  RefundReply,
  Search,
} from '@/lib/billing/payment-provider.port';
import type { Kopecks } from '@/lib/core/money';
import { exchange, isSuccess, parseJson, withoutSlash, type HttpAnswer } from '@/lib/adapters/http';
import {
  errorSchema,
  listSchema,
  notificationSchema,
  type PaymentObject,
  paymentSchema,
  type RefundObject,
  refundSchema,
} from './yookassa-objects';

/** "1290.00" from 129000, without floating point. */
export function toMoneyString(amount: Kopecks): string {
  if (!Number.isSafeInteger(amount) || amount <= 0)
    throw new RangeError('amount must be whole kopecks above 0');
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const STATUSES = {
  pending: 'PENDING',
  waiting_for_capture: 'PENDING',
  succeeded: 'SUCCEEDED',
  canceled: 'CANCELLED',
} as const;

type PaymentReply = Extract<ProviderReply, { kind: 'payment' }>;
type Made = Extract<RefundReply, { kind: 'refund' }>;
type Trouble = Extract<ProviderReply, { kind: 'unknown' | 'refused' }>;

const unreadable = { kind: 'unknown', detail: 'ответ не по протоколу' } as const;

function cardOf({ payment_method: method }: PaymentObject): KeptCard | null {
  if (!method?.saved || !method.card) return null;
  const { first6, last4, expiry_month, expiry_year, card_type } = method.card;
  return {
    id: method.id,
    brand: card_type ?? 'Карта',
    first6: first6 ?? '',
    last4,
    expiryMonth: Number(expiry_month),
    expiryYear: Number(expiry_year),
  };
}

const paymentOf = (payment: PaymentObject): PaymentReply => ({
  kind: 'payment',
  id: payment.id,
  status: STATUSES[payment.status],
  amount: payment.amount.value,
  confirmationUrl: payment.confirmation?.confirmation_url ?? null,
  cancellationReason: payment.cancellation_details?.reason ?? null,
  reference: payment.metadata?.['paymentId'] ?? null,
  card: cardOf(payment),
});

const refundOf = (refund: RefundObject): Made => ({
  kind: 'refund',
  id: refund.id,
  status: STATUSES[refund.status],
  amount: refund.amount.value,
  cancellationReason: refund.cancellation_details?.reason ?? null,
});

function troubleOf(answer: HttpAnswer): Trouble | null {
  if (!answer.reached) return { kind: 'unknown', detail: answer.detail };
  const { status, body } = answer;
  if (isSuccess(status)) return null;
  const error = errorSchema.safeParse(body).data;
  return error && status >= 400 && status < 500 && status !== 429
    ? { kind: 'refused', reason: error.description }
    : { kind: 'unknown', detail: `HTTP ${String(status)}` };
}

const bodyOf = (answer: HttpAnswer): unknown => (answer.reached ? answer.body : undefined);

function replyOf(answer: HttpAnswer): ProviderReply {
  const payment = paymentSchema.safeParse(bodyOf(answer)).data;
  return troubleOf(answer) ?? (payment ? paymentOf(payment) : unreadable);
}

function refundReplyOf(answer: HttpAnswer): RefundReply {
  const refund = refundSchema.safeParse(bodyOf(answer)).data;
  return troubleOf(answer) ?? (refund ? refundOf(refund) : unreadable);
}

const PAGE = 100;
const MOST_PAGES = 50;
const refundDescription = (reference: string) => `Возврат ${reference}`;

/** ЮKassa API v3: `Idempotence-Key`, roubles as decimal strings, one-stage payments with a redirect. */
export function yookassaProvider(config: {
  baseUrl: string;
  shopId: string;
  secretKey: string;
  timeoutMs?: number;
}): PaymentProvider {
  const root = `${withoutSlash(config.baseUrl)}/v3`;
  const timeoutMs = config.timeoutMs ?? 5000;
  const credentials = Buffer.from(`${config.shopId}:${config.secretKey}`).toString('base64');
  const Authorization = `Basic ${credentials}`;

  const get = (path: string) =>
    exchange(`${root}${path}`, { method: 'GET', headers: { Authorization }, timeoutMs });
  const post = (path: string, key: string, body: unknown) =>
    exchange(`${root}${path}`, {
      method: 'POST',
      headers: { Authorization, 'Idempotence-Key': key },
      body,
      timeoutMs,
    });

  /** Reads a list page by page until `wanted` gives something. */
  async function search<T>(
    path: string,
    query: Record<string, string>,
    wanted: (item: unknown) => T | undefined,
  ): Promise<Search<T>> {
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const asked: URLSearchParams = new URLSearchParams({ ...query, limit: String(PAGE) });
      if (cursor !== null) asked.set('cursor', cursor);
      const answer = await get(`${path}?${asked.toString()}`);
      const trouble = troubleOf(answer);
      if (trouble) {
        return { kind: 'unknown', detail: trouble.kind === 'unknown' ? trouble.detail : trouble.reason };
      }
      const list = listSchema.safeParse(bodyOf(answer)).data;
      if (!list) return unreadable;
      for (const item of list.items) {
        const found = wanted(item);
        if (found !== undefined) return found;
      }
      cursor = list.next_cursor ?? null;
      if (cursor === null) return { kind: 'none' };
    }
    return { kind: 'unknown', detail: 'список слишком длинный' };
  }

  return {
    async create({ idempotenceKey, amount, description, reference, by }) {
      const body = {
        amount: { value: toMoneyString(amount), currency: 'RUB' },
        capture: true,
        ...('cardId' in by
          ? { payment_method_id: by.cardId }
          : {
              confirmation: { type: 'redirect', return_url: by.returnUrl },
              ...(by.keepCard ? { save_payment_method: true } : {}),
            }),
        description: [...description].slice(0, 128).join(''),
        metadata: { paymentId: reference },
      };
      return replyOf(await post('/payments', idempotenceKey, body));
    },

    async read(paymentId) {
      return replyOf(await get(`/payments/${encodeURIComponent(paymentId)}`));
    },

    find(reference, since) {
      return search('/payments', { 'created_at.gte': since.toISOString() }, (item) => {
        const payment = paymentSchema.safeParse(item).data;
        return payment?.metadata?.['paymentId'] === reference ? paymentOf(payment) : undefined;
      });
    },

    async refund({ idempotenceKey, paymentId, amount, reference }) {
      const body = {
        payment_id: paymentId,
        amount: { value: toMoneyString(amount), currency: 'RUB' },
        description: refundDescription(reference),
      };
      return refundReplyOf(await post('/refunds', idempotenceKey, body));
    },

    async readRefund(refundId) {
      return refundReplyOf(await get(`/refunds/${encodeURIComponent(refundId)}`));
    },

    findRefund(paymentId, reference) {
      return search('/refunds', { payment_id: paymentId }, (item) => {
        const refund = refundSchema.safeParse(item).data;
        return refund?.description === refundDescription(reference) ? refundOf(refund) : undefined;
      });
    },

    readNotification(rawBody) {
      const notification = notificationSchema.safeParse(parseJson(rawBody)).data;
      if (!notification) return null;
      const { event, object } = notification;
      return { about: event.startsWith('refund.') ? 'REFUND' : 'PAYMENT', id: object.id };
    },
  };
}
