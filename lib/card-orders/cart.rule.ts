import { type Refusal, refusal } from '@/lib/core/result';
import type { CartLine, DeliveryPlace } from './model';

export const MAX_LINES = 200;

/** An order that is the same as one made less than this ago is asked about. */
export const SAME_ORDER_MINUTES = 10;

export const totalCards = (lines: readonly Pick<CartLine, 'quantity'>[]): number =>
  lines.reduce((sum, line) => sum + line.quantity, 0);

/** The store of all lines; null: there are several. */
export function onlyStore(lines: readonly Pick<CartLine, 'storeId'>[]): string | null {
  const first = lines[0]?.storeId ?? null;
  return lines.every((line) => line.storeId === first) ? first : null;
}

/** Every line is for a store that the customer sees, and a terminal that stands in it. */
export function refuseCart(
  lines: readonly CartLine[],
  known: {
    readonly storeIds: ReadonlySet<string>;
    /** terminal → its store */
    readonly terminals: ReadonlyMap<string, string>;
  },
): Refusal<'STORE_NOT_FOUND' | 'TERMINAL_NOT_FOUND'> | null {
  for (const [index, line] of lines.entries()) {
    if (!known.storeIds.has(line.storeId)) return refusal('STORE_NOT_FOUND', { line: index + 1 });
    if (line.terminalId !== null && known.terminals.get(line.terminalId) !== line.storeId) {
      return refusal('TERMINAL_NOT_FOUND', { line: index + 1 });
    }
  }
  return null;
}

const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** Equal for orders of the same cards to the same place, whatever the order of their lines. */
export function cartSignature(
  order: DeliveryPlace & { readonly operatorSlug: string; readonly lines: readonly CartLine[] },
): string {
  const lines = order.lines.map((line) =>
    JSON.stringify([
      line.storeId,
      line.terminalId,
      line.name === null ? '' : plain(line.name),
      line.quantity,
    ]),
  );
  const place = [order.recipient, order.phone, order.postalCode, order.city, order.addressLine].map(plain);
  return JSON.stringify([order.operatorSlug, place, lines.sort()]);
}
