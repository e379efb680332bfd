import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/access/context';
import { createCardOrder } from '@/lib/card-orders/commands/create-order';
import { fulfilCardOrder } from '@/lib/card-orders/commands/fulfil-order';
import { payCardOrder } from '@/lib/card-orders/commands/pay-order';
import type { PrismaClient } from '@/lib/platform/db';
import { type Chain, contextOf, createChain, installCabinetModule, jobContextOf } from './factories';

export async function chainWithModule(db: PrismaClient, walletKopecks = 500_000): Promise<Chain> {
  const chain = await createChain(db, walletKopecks);
  await installCabinetModule(db, chain);
  return chain;
}

/** Three cards for the first store: 1 170 ₽ with delivery. */
export const wantedCards = (chain: Chain, change: Partial<Parameters<typeof createCardOrder>[1]> = {}) => ({
  requestId: randomUUID(),
  operatorSlug: 'mts',
  quantity: 3,
  storeId: chain.storeIds[0],
  recipient: 'Анна Ильина',
  phone: '+79160000000',
  postalCode: '101000',
  city: 'Москва',
  addressLine: 'ул. Мясницкая, 1',
  expectedTotal: 117_000,
  ...change,
});

export async function orderedCards(db: PrismaClient, chain: Chain): Promise<string> {
  const result = await createCardOrder(contextOf(db, chain, 'OWNER'), wantedCards(chain));
  if (!result.ok) throw new Error(result.code);
  return result.value.orderId;
}

/** A paid order; `step` does what the worker does next. */
export async function paidOrder(
  db: PrismaClient,
  chain: Chain,
): Promise<{ orderId: string; owner: Context; step: () => Promise<unknown> }> {
  const orderId = await orderedCards(db, chain);
  const owner = contextOf(db, chain, 'OWNER');
  const result = await payCardOrder(owner, { orderId });
  if (!result.ok) throw new Error(result.code);
  const job = jobContextOf(db, chain);
  return { orderId, owner, step: () => fulfilCardOrder(job, { orderId, attempt: 0 }) };
}
