import { z } from 'zod';
import type { PaymentProvider, ProviderReply } from '@/lib/billing/payment-provider.port';
import type { Kopecks } from '@/lib/core/money';
import { exchange, isSuccess, parseJson, withoutSlash, type HttpAnswer } from '@/lib/adapters/http';

/** "1290.00" from 129000, without floating point. */
export function toMoneyString(amount: Kopecks): string {
  if (!Number.isSafeInteger(amount) || amount <= 0)
    throw new RangeError('amount must be whole kopecks above 0');
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const moneySchema = z
  .string()
  .regex(/^\d{1,12}\.\d{2}$/)
  .transform((text) => Number(text.replace('.', '')) as Kopecks);

const paymentSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['pending', 'waiting_for_capture', 'succeeded', 'canceled']),
  amount: z.object({ value: moneySchema, currency: z.literal('RUB') }),
  confirmation: z.object({ confirmation_url: z.url({ protocol: /^https?$/ }).optional() }).nullish(),
  cancellation_details: z.object({ reason: z.string() }).nullish(),
});

const STATUSES = {
  pending: 'PENDING',
  waiting_for_capture: 'PENDING',
  succeeded: 'SUCCEEDED',
  canceled: 'CANCELLED',
} as const;

const errorSchema = z.object({ description: z.string().min(1) });

const notificationSchema = z.object({
  type: z.literal('notification'),
  event: z.string().startsWith('payment.'),
  object: z.object({ id: z.string().regex(/^[\w-]{1,64}$/) }),
});

const replyOf = (answer: HttpAnswer): ProviderReply => {
  if (!answer.reached) return { kind: 'unknown', detail: answer.detail };
  const { status, body } = answer;
  if (isSuccess(status)) {
    const payment = paymentSchema.safeParse(body).data;
    if (!payment) return { kind: 'unknown', detail: 'ответ не по протоколу' };
    return {
      kind: 'payment',
      id: payment.id,
      status: STATUSES[payment.status],
      amount: payment.amount.value,
      confirmationUrl: payment.confirmation?.confirmation_url ?? null,
      cancellationReason: payment.cancellation_details?.reason ?? null,
    };
  }
  const error = errorSchema.safeParse(body).data;
  return error && status >= 400 && status < 500 && status !== 429
    ? { kind: 'refused', reason: error.description }
    : { kind: 'unknown', detail: `HTTP ${String(status)}` };
};

/** ЮKassa API v3: `Idempotence-Key`, roubles as decimal strings, one-stage payments with a redirect. */
export function yookassaProvider(config: {
  baseUrl: string;
  shopId: string;
  secretKey: string;
  timeoutMs?: number;
}): PaymentProvider {
  const root = `${withoutSlash(config.baseUrl)}/v3/payments`;
  const timeoutMs = config.timeoutMs ?? 5000;
  const credentials = Buffer.from(`${config.shopId}:${config.secretKey}`).toString('base64');
  const Authorization = `Basic ${credentials}`;

  return {
    async create({ idempotenceKey, amount, description, returnUrl, metadata }) {
      const body = {
        amount: { value: toMoneyString(amount), currency: 'RUB' },
        capture: true,
        confirmation: { type: 'redirect', return_url: returnUrl },
        description: [...description].slice(0, 128).join(''),
        metadata,
      };
      const headers = { Authorization, 'Idempotence-Key': idempotenceKey };
      return replyOf(await exchange(root, { method: 'POST', headers, body, timeoutMs }));
    },

    async read(paymentId) {
      const url = `${root}/${encodeURIComponent(paymentId)}`;
      return replyOf(await exchange(url, { method: 'GET', headers: { Authorization }, timeoutMs }));
    },

    readNotification(rawBody) {
      const notification = notificationSchema.safeParse(parseJson(rawBody)).data;
      return notification ? { paymentId: notification.object.id } : null;
    },
  };
}
