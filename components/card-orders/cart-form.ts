import type { z } from 'zod';
import type { CardOffer } from '@/lib/card-orders/model';
import { orderPrice, type OrderPrice, readQuantity } from '@/lib/card-orders/order-price.rule';
import type { createCardOrderInput } from '@/lib/card-orders/schema';

/** What the form of an order holds, as typed. */
export type CartForm = z.input<typeof createCardOrderInput>;
export type CartFormLine = CartForm['lines'][number];

/** Null: some line has no number of cards yet. */
function typedQuantity(lines: readonly Pick<CartFormLine, 'quantity'>[]): number | null {
  let sum = 0;
  for (const { quantity } of lines) {
    const read = readQuantity(String(quantity));
    if (read === null) return null;
    sum += read;
  }
  return readQuantity(String(sum));
}

/** The price of what is typed, by the rule that charges; null: it cannot be said yet. */
export function typedPrice(
  offers: readonly CardOffer[],
  cart: Pick<CartForm, 'operatorSlug' | 'lines'>,
): (OrderPrice & { quantity: number; offer: CardOffer }) | null {
  const offer = offers.find((each) => each.slug === cart.operatorSlug);
  const quantity = typedQuantity(cart.lines);
  return offer && quantity !== null ? { ...orderPrice(offer.unitPrice, quantity), quantity, offer } : null;
}
