import { type Refusal, refusal } from '@/lib/core/result';

export interface StandingInStore {
  readonly terminals: number;
  readonly simCards: number;
  /** orders of smart cards for it, delivered ones too */
  readonly orders: number;
}

export type RemovalCode = 'STORE_HAS_TERMINALS' | 'STORE_HAS_CARDS' | 'STORE_HAS_ORDERS';

/** What stands in the way of removing a store. Null: nothing does. */
export function decideRemoval(found: StandingInStore): Refusal<RemovalCode> | null {
  if (found.terminals > 0) return refusal('STORE_HAS_TERMINALS', { count: found.terminals });
  if (found.simCards > 0) return refusal('STORE_HAS_CARDS', { count: found.simCards });
  if (found.orders > 0) return refusal('STORE_HAS_ORDERS', { count: found.orders });
  return null;
}
