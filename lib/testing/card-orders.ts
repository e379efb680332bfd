import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { createCardOrder } from '@/lib/card-orders/commands/create-order';
import { fulfilCardOrder } from '@/lib/card-orders/commands/fulfil-order';
import { payCardOrder } from '@/lib/card-orders/commands/pay-order';
import type { CartLine } from '@/lib/card-orders/model';
import type { PrismaClient } from '@/lib/platform/db';
import { type Chain, contextOf, createChain, installCabinetModule, jobContextOf } from './factories';

export async function chainWithModule(db: PrismaClient, walletKopecks = 500_000): Promise<Chain> {
  const chain = await createChain(db, walletKopecks);
  await installCabinetModule(db, chain);
  return chain;
}

export const cartLine = (chain: Chain, change: Partial<CartLine> = {}): CartLine => ({
  storeId: chain.storeIds[0],
  terminalId: null,
  name: null,
  quantity: 1,
  ...change,
});

/** Three cards for the first store: 1 170 ₽ with delivery. */
export const wantedCards = (chain: Chain, change: Partial<Parameters<typeof createCardOrder>[1]> = {}) => ({
  requestId: randomUUID(),
  operatorSlug: 'mts',
  period: 'M12' as const,
  lines: [cartLine(chain, { quantity: 3 })],
  recipient: 'Анна Ильина',
  phone: '+79160000000',
  postalCode: '101000',
  city: 'Москва',
  addressLine: 'ул. Мясницкая, 1',
  saveAddress: false,
  // Tests order the same again and again.
  evenIfSame: true,
  expectedTotal: 117_000,
  ...change,
});

export async function orderedCards(
  db: PrismaClient,
  chain: Chain,
  change: Parameters<typeof wantedCards>[1] = {},
): Promise<string> {
  const result = await createCardOrder(contextOf(db, chain, 'OWNER'), wantedCards(chain, change));
  if (!result.ok) throw new Error(result.code);
  return result.value.orderId;
}

/** A paid order; `step` does what the worker does next. */
export async function paidOrder(
  db: PrismaClient,
  chain: Chain,
  change: Parameters<typeof wantedCards>[1] = {},
): Promise<{ orderId: string; owner: Context; step: () => Promise<unknown> }> {
  const orderId = await orderedCards(db, chain, change);
  const owner = contextOf(db, chain, 'OWNER');
  const result = await payCardOrder(owner, { orderId });
  if (!result.ok) throw new Error(result.code);
  const job = jobContextOf(db, chain);
  return { orderId, owner, step: () => fulfilCardOrder(job, { orderId, attempt: 0 }) };
}
