import { z } from 'zod';
import type { Kopecks } from '@/lib/core/money';

const moneySchema = z.object({
  value: z
    .string()
    .regex(/^\d{1,12}\.\d{2}$/)
    .transform((text) => Number(text.replace('.', '')) as Kopecks),
  currency: z.literal('RUB'),
});

const cancellation = z.object({ reason: z.string() }).nullish();

const methodSchema = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  saved: z.boolean(),
  card: z
    .object({
      first6: z
        .string()
        .regex(/^\d{6}$/)
        .nullish(),
      last4: z.string().regex(/^\d{4}$/),
      expiry_month: z.string().regex(/^(0?[1-9]|1[0-2])$/),
      expiry_year: z.string().regex(/^20\d\d$/),
      card_type: z.string().max(40).nullish(),
    })
    .nullish(),
});

export const paymentSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['pending', 'waiting_for_capture', 'succeeded', 'canceled']),
  amount: moneySchema,
  confirmation: z.object({ confirmation_url: z.url({ protocol: /^https?$/ }).optional() }).nullish(),
  cancellation_details: cancellation,
  metadata: z.record(z.string(), z.string()).nullish().catch(null),
  payment_method: methodSchema.nullish().catch(null),
});
export type PaymentObject = z.output<typeof paymentSchema>;

export const refundSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['pending', 'succeeded', 'canceled']),
  amount: moneySchema,
  description: z.string().nullish(),
  cancellation_details: cancellation,
});
export type RefundObject = z.output<typeof refundSchema>;

export const listSchema = z.object({ items: z.array(z.unknown()), next_cursor: z.string().nullish() });

export const errorSchema = z.object({ description: z.string().min(1) });

export const notificationSchema = z.object({
  type: z.literal('notification'),
  event: z.string().regex(/^(payment|refund)\./),
  object: z.object({ id: z.string().regex(/^[\w-]{1,64}$/) }),
});
