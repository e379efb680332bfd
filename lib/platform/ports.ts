import { tmf622Fulfilment } from '@/lib/adapters/card-fulfilment/tmf622';
import { evotorCloud } from '@/lib/adapters/evotor-cloud/evotor-cloud';
import { smtpServer } from '@/lib/adapters/mail/smtp';
import { yookassaProvider } from '@/lib/adapters/payments/yookassa';
import { controlCenterOperator } from '@/lib/adapters/sim-operator/control-center';
import { guardedOperator, OperatorGuard } from '@/lib/adapters/sim-operator/guard';
import { tmf640Operator } from '@/lib/adapters/sim-operator/tmf640';
import type { PaymentProvider } from '@/lib/billing/payment-provider.port';
import type { CardFulfilment } from '@/lib/card-orders/fulfilment.port';
import type { MailServer } from '@/lib/receipts/mail.port';
import type { SimOperator } from '@/lib/sim-cards/operator.port';
import type { TerminalCloud } from '@/lib/terminals/cloud/cloud.port';
import { optionalSetting, outsideNumber, outsideSetting } from './env';

const nameOf = (slug: string, name: string) => `OPERATOR_${slug.toUpperCase()}_${name}`;
const setting = (slug: string, name: string) => outsideSetting(nameOf(slug, name));
const number = (slug: string, name: string, fallback: number) => outsideNumber(nameOf(slug, name), fallback);

/** Operators we are connected to and the protocol each speaks; `docs/operators.md` says how to add one. */
const operators: ReadonlyMap<string, (slug: string, timeoutMs: number) => SimOperator> = new Map([
  [
    'mts',
    (slug, timeoutMs) =>
      tmf640Operator({
        baseUrl: setting(slug, 'URL'),
        apiKey: setting(slug, 'KEY'),
        webhookSecret: setting(slug, 'WEBHOOK_SECRET'),
        timeoutMs,
      }),
  ],
  [
    'megafon',
    (slug, timeoutMs) =>
      controlCenterOperator({
        baseUrl: setting(slug, 'URL'),
        username: setting(slug, 'USER'),
        apiKey: setting(slug, 'KEY'),
        timeoutMs,
      }),
  ],
]);

export const integratedOperators: readonly string[] = [...operators.keys()];

/** How much of an operator one process takes: calls at once, and calls a second. */
export const simOperatorLimits = (slug: string): { concurrency: number; perSecond: number } => ({
  concurrency: number(slug, 'CONCURRENCY', 20),
  perSecond: number(slug, 'PER_SECOND', 500),
});

const guards = new Map<string, OperatorGuard>();

/** One guard for all callers in this process, as long as its settings stay. */
function guardOf(slug: string): OperatorGuard {
  const limits = { ...simOperatorLimits(slug), pauseMs: number(slug, 'PAUSE_MS', 5_000) };
  const name = JSON.stringify([slug, setting(slug, 'URL'), limits]);
  const guard = guards.get(name) ?? new OperatorGuard(limits);
  guards.set(name, guard);
  return guard;
}

/** Null: the operator is not integrated. */
export function simOperator(slug: string): SimOperator | null {
  const connect = operators.get(slug);
  return connect ? guardedOperator(connect(slug, number(slug, 'TIMEOUT_MS', 5_000)), guardOf(slug)) : null;
}

/** Null: cards of this operator cannot be ordered here. */
export function cardFulfilment(slug: string): CardFulfilment | null {
  if (!operators.has(slug)) return null;
  return tmf622Fulfilment({
    baseUrl: setting(slug, 'URL'),
    apiKey: setting(slug, 'KEY'),
    webhookSecret: optionalSetting(nameOf(slug, 'WEBHOOK_SECRET')) ?? '',
  });
}

export function paymentProvider(): PaymentProvider {
  return yookassaProvider({
    baseUrl: outsideSetting('YOOKASSA_URL'),
    shopId: outsideSetting('YOOKASSA_SHOP_ID'),
    secretKey: outsideSetting('YOOKASSA_SECRET_KEY'),
  });
}

/** The mail server through which letters of the product go. */
export function mailServer(): MailServer {
  return smtpServer({
    url: outsideSetting('SMTP_URL'),
    sender: outsideSetting('SMTP_FROM'),
    timeoutMs: outsideNumber('SMTP_TIMEOUT_MS', 30_000),
  });
}

/** The cloud of the maker of terminals; each organization has its own token. */
export function terminalCloud(): TerminalCloud {
  return evotorCloud({
    baseUrl: optionalSetting('EVOTOR_URL') ?? 'https://api.evotor.ru',
    timeoutMs: outsideNumber('EVOTOR_TIMEOUT_MS', 15_000),
  });
}
