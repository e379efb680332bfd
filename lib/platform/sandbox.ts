import { z } from 'zod';
import { outsideSetting } from './env';
import { log } from './log';
import { integratedOperators } from './ports';

const operatorModes = [
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

export const operatorModeInput = z.object({ mode: z.enum(operatorModes) });
const shippingSchema = z.object({
  delivery: z.enum(['whole', 'split', 'short', 'returned', 'held']),
  cancellation: z.enum(['at-once', 'considered', 'refused']),
});
export const operatorShippingInput = shippingSchema.partial();
type OperatorShipping = z.infer<typeof shippingSchema>;

/** What the next payment can meet; `docs/payments.md` says what each does. */
export const nextPayments = [
  'succeed',
  '3ds',
  'slow',
  'unknown',
  'no-answer',
  'not-made',
  'notification-lost',
  'notification-duplicate',
  'notification-forged',
  'refund:pending',
  'refund:canceled',
  'decline:3d_secure_failed',
  'decline:call_issuer',
  'decline:card_expired',
  'decline:country_forbidden',
  'decline:fraud_suspected',
  'decline:general_decline',
  'decline:identification_required',
  'decline:insufficient_funds',
  'decline:invalid_card_number',
  'decline:invalid_csc',
  'decline:issuer_unavailable',
  'decline:payment_method_limit_exceeded',
  'decline:payment_method_restricted',
  'decline:permission_revoked',
  'decline:internal_timeout',
] as const;

export const nextPaymentInput = z.object({ next: z.enum(nextPayments) });

async function call(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`sandbox answered ${String(response.status)}`);
  return response.json();
}

const post = (url: string, body: unknown) =>
  call(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const operatorUrl = (slug: string) => outsideSetting(`OPERATOR_${slug.toUpperCase()}_URL`);

export const isSandboxOperator = (slug: string): boolean => integratedOperators.includes(slug);

export async function operatorMode(slug: string): Promise<string> {
  return z.object({ mode: z.string() }).parse(await call(`${operatorUrl(slug)}/sandbox/mode`)).mode;
}

export const setOperatorMode = (slug: string, mode: string): Promise<unknown> =>
  post(`${operatorUrl(slug)}/sandbox/mode`, { mode });

/** How new orders of cards travel, and what is said to a cancellation. */
export const operatorShipping = async (slug: string): Promise<OperatorShipping> =>
  shippingSchema.parse(await call(`${operatorUrl(slug)}/sandbox/shipping`));

export const setOperatorShipping = (
  slug: string,
  shipping: z.infer<typeof operatorShippingInput>,
): Promise<unknown> => post(`${operatorUrl(slug)}/sandbox/shipping`, shipping);

/** Every call that the operator has received. */
export const operatorLog = (slug: string): Promise<unknown> => call(`${operatorUrl(slug)}/sandbox/log`);

const callsSchema = z.array(
  z.object({
    seq: z.number(),
    at: z.coerce.date(),
    method: z.string(),
    path: z.string(),
    key: z.string().nullable(),
    duplicate: z.boolean(),
    effect: z.boolean(),
    status: z.number().nullable(),
  }),
);
type OperatorCall = z.infer<typeof callsSchema>[number];

/** What the operator was asked to do of late, newest first; questions are left out. */
export async function lastOperatorRequests(slug: string, count: number): Promise<OperatorCall[]> {
  const calls = await call(`${operatorUrl(slug)}/sandbox/log?requests&last=${count}`);
  return callsSchema.parse(calls).reverse();
}

export const nextPayment = async (): Promise<string> =>
  z.object({ next: z.string() }).parse(await call(`${outsideSetting('YOOKASSA_URL')}/sandbox/next`)).next;

export const setNextPayment = (next: string): Promise<unknown> =>
  post(`${outsideSetting('YOOKASSA_URL')}/sandbox/next`, { next });

/** Operators count their days by the same calendar; one that is away goes on by its own. */
async function tellTime(slug: string, clockOffsetMs: number): Promise<void> {
  try {
    await post(`${operatorUrl(slug)}/sandbox/settings`, { clockOffsetMs });
  } catch (error) {
    log.info('an operator of the sandbox was not told the time', { operator: slug, error: String(error) });
  }
}

export const tellOperatorsTime = (clockOffsetMs: number): Promise<unknown> =>
  Promise.all(integratedOperators.map((slug) => tellTime(slug, clockOffsetMs)));
