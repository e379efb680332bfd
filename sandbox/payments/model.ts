import { z } from 'zod';
import type { Delivery } from '../kit';

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

/** What happens to a request that makes a payment or a refund, whatever becomes of it later. */
const FAULTS_OF_CREATION = ['unknown', 'no-answer', 'not-made', 'notification-forged'] as const;

/** What becomes of the money; the page of the payment offers the same. */
export const OUTCOMES = [
  'succeed',
  '3ds',
  'slow',
  'notification-lost',
  'notification-duplicate',
  ...DECLINE_REASONS.map((reason) => `decline:${reason}` as const),
] as const;

const FAULTS_OF_REFUNDS = ['refund:pending', 'refund:canceled'] as const;

/**
 * What the next payment meets, once. `unknown`: made, and answered with 500; `no-answer`: made, and the connection is
 * dropped; `not-made`: answered with 500 and not made; `notification-forged`: a notification that says more than is
 * true.
 */
export const NEXT = [...FAULTS_OF_CREATION, ...OUTCOMES, ...FAULTS_OF_REFUNDS] as const;

export type Next = (typeof NEXT)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type CreationFault = (typeof FAULTS_OF_CREATION)[number];
export type RefundFault = (typeof FAULTS_OF_REFUNDS)[number];

export const isOutcome = (next: string): next is Outcome => (OUTCOMES as readonly string[]).includes(next);
export const isCreationFault = (next: string): next is CreationFault =>
  (FAULTS_OF_CREATION as readonly string[]).includes(next);
export const isRefundFault = (next: string): next is RefundFault =>
  (FAULTS_OF_REFUNDS as readonly string[]).includes(next);

export type Method = {
  id: string;
  saved: boolean;
  /** the holder has withdrawn the permission: nothing is ever charged again */
  revoked: boolean;
  first6: string;
  last4: string;
};

export type Payment = {
  id: string;
  key: string;
  request: string;
  status: 'pending' | 'succeeded' | 'canceled';
  reason: string | null;
  value: string;
  description: string;
  /** null: a saved card is charged, nobody is sent to a page */
  returnUrl: string | null;
  metadata: Record<string, string>;
  createdAt: string;
  /** Paid on the page, the result comes at this Unix millisecond. */
  dueAt: number | null;
  /** the payer agreed, by the shop's word, that the card is kept */
  saves: boolean;
  methodId: string | null;
  /** waits for the code of the bank; what comes after the right one */
  secure: Outcome | null;
};

export type Refund = {
  id: string;
  key: string;
  request: string;
  paymentId: string;
  status: 'pending' | 'succeeded' | 'canceled';
  reason: string | null;
  value: string;
  description: string;
  createdAt: string;
  dueAt: number | null;
};

export type State = {
  next: Next;
  payments: Payment[];
  methods: Method[];
  refunds: Refund[];
  deliveries: Delivery[];
};

export type PaymentsConfig = {
  port: number;
  dataDir: string;
  shopId: string;
  secretKey: string;
  notifyUrl: string | null;
  slowMs: number;
  retryMs: number;
};

const amount = z.object({
  value: z.string().regex(/^(?!0+\.00$)\d{1,9}\.\d{2}$/),
  currency: z.literal('RUB'),
});

export const createSchema = z
  .object({
    amount,
    capture: z.literal(true),
    confirmation: z
      .object({ type: z.literal('redirect'), return_url: z.url({ protocol: /^https?$/ }) })
      .optional(),
    save_payment_method: z.boolean().default(false),
    payment_method_id: z.string().max(64).optional(),
    description: z.string().max(128).default(''),
    metadata: z.record(z.string().max(32), z.string().max(512)).default({}),
  })
  .refine((each) => Boolean(each.confirmation) !== Boolean(each.payment_method_id), {
    path: ['confirmation'],
  });

export const refundSchema = z.object({
  payment_id: z.string().max(64),
  amount,
  description: z.string().max(250).default(''),
});

const TYPES: readonly [RegExp, string][] = [
  [/^220[0-4]/, 'Mir'],
  [/^4/, 'Visa'],
  [/^(5[1-5]|2[2-7])/, 'MasterCard'],
];

const methodBody = (method: Method) => ({
  type: 'bank_card',
  id: method.id,
  saved: method.saved,
  status: method.saved && !method.revoked ? 'active' : 'inactive',
  title: `Bank card *${method.last4}`,
  card: {
    first6: method.first6,
    last4: method.last4,
    expiry_month: '12',
    expiry_year: '2030',
    card_type: TYPES.find(([pattern]) => pattern.test(method.first6))?.[1] ?? 'Unknown',
    issuer_country: 'RU',
  },
});

/** The payment as the protocol writes it. */
export const paymentBody = (
  payment: Payment,
  facts: { shopId: string; root: string; method: Method | undefined; refunded: string },
) => ({
  id: payment.id,
  status: payment.status,
  paid: payment.status === 'succeeded',
  amount: { value: payment.value, currency: 'RUB' },
  created_at: payment.createdAt,
  description: payment.description,
  metadata: payment.metadata,
  recipient: { account_id: facts.shopId, gateway_id: '1' },
  refundable: payment.status === 'succeeded',
  refunded_amount: { value: facts.refunded, currency: 'RUB' },
  test: true,
  ...(facts.method ? { payment_method: methodBody(facts.method) } : {}),
  ...(payment.status === 'pending' && payment.returnUrl !== null
    ? {
        confirmation: {
          type: 'redirect',
          confirmation_url: `${facts.root}/pay/${payment.id}`,
          return_url: payment.returnUrl,
        },
      }
    : {}),
  ...(payment.reason ? { cancellation_details: { party: 'payment_network', reason: payment.reason } } : {}),
});

export const refundBody = (refund: Refund) => ({
  id: refund.id,
  payment_id: refund.paymentId,
  status: refund.status,
  amount: { value: refund.value, currency: 'RUB' },
  description: refund.description,
  created_at: refund.createdAt,
  ...(refund.reason ? { cancellation_details: { party: 'yoo_money', reason: refund.reason } } : {}),
});
