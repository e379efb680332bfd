import { tmf622Fulfilment } from '@/lib/adapters/card-fulfilment/tmf622';
import { yookassaProvider } from '@/lib/adapters/payments/yookassa';
import { tmf640Operator } from '@/lib/adapters/sim-operator/tmf640';
import type { PaymentProvider } from '@/lib/billing/payment-provider.port';
import type { CardFulfilment } from '@/lib/card-orders/fulfilment.port';
import type { SimOperator } from '@/lib/sim-cards/operator.port';
import { outsideSetting } from './env';

/** Operators we are connected to. Adding one: its adapter, a line here, its row in the catalogue data. */
const operatorSlugs = ['mts', 'megafon'] as const;

export const integratedOperators: readonly string[] = operatorSlugs;

function setting(slug: string, name: string): string {
  return outsideSetting(`OPERATOR_${slug.toUpperCase()}_${name}`);
}

const known = (slug: string): boolean => integratedOperators.includes(slug);

/** Null: the operator is not integrated. */
export function simOperator(slug: string): SimOperator | null {
  if (!known(slug)) return null;
  return tmf640Operator({
    baseUrl: setting(slug, 'URL'),
    apiKey: setting(slug, 'KEY'),
    webhookSecret: setting(slug, 'WEBHOOK_SECRET'),
  });
}

/** Null: cards of this operator cannot be ordered here. */
export function cardFulfilment(slug: string): CardFulfilment | null {
  if (!known(slug)) return null;
  return tmf622Fulfilment({ baseUrl: setting(slug, 'URL'), apiKey: setting(slug, 'KEY') });
}

export function paymentProvider(): PaymentProvider {
  return yookassaProvider({
    baseUrl: outsideSetting('YOOKASSA_URL'),
    shopId: outsideSetting('YOOKASSA_SHOP_ID'),
    secretKey: outsideSetting('YOOKASSA_SECRET_KEY'),
  });
}
