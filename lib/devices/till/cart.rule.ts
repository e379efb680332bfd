import { addMoney, type Kopecks, kopecks } from '@/lib/core/money';
import type { Cart, CartLine, Good, TillOperation } from './model';

export const ONE = 1_000;
const MOST_MILLI = 9_999_999;
/** A million roubles for one piece. */
export const DEAREST = kopecks(100_000_000);
/** A billion roubles in one receipt. */
export const MOST_TOTAL = kopecks(100_000_000_000);

export const emptyCart = (operation: TillOperation): Cart => ({ operation, lines: [], nextId: 1 });

/** Price times quantity, half a kopeck up. */
export const lineSum = ({ price, milli }: Pick<CartLine, 'price' | 'milli'>): Kopecks =>
  kopecks(Math.floor((price * milli + ONE / 2) / ONE));

export const cartTotal = (cart: Cart): Kopecks => addMoney(...cart.lines.map(lineSum));

const bounded = (milli: number) => Math.min(Math.max(Math.trunc(milli), 0), MOST_MILLI);

const change = (cart: Cart, id: number, edit: (line: CartLine) => CartLine): Cart => ({
  ...cart,
  lines: cart.lines.map((line) => (line.id === id ? edit(line) : line)).filter(({ milli }) => milli > 0),
});

/** One more of a good: of the line that has it already at this price, or on a line of its own. */
export function addGood(cart: Cart, good: Good, milli: number = ONE): Cart {
  const same = cart.lines.find(
    (line) => line.name === good.name && line.price === good.price && line.vat === good.vat,
  );
  if (same) return moreOf(cart, same.id, milli);
  const { name, price, vat, unit } = good;
  const line: CartLine = { id: cart.nextId, name, price, vat, unit, milli: bounded(milli) };
  return line.milli > 0 ? { ...cart, lines: [...cart.lines, line], nextId: cart.nextId + 1 } : cart;
}

/** Nothing left of a line removes it. */
export const setQuantity = (cart: Cart, id: number, milli: number): Cart =>
  change(cart, id, (line) => ({ ...line, milli: bounded(milli) }));

/** By so many thousandths more, or less. */
export const moreOf = (cart: Cart, id: number, milli: number): Cart =>
  change(cart, id, (line) => ({ ...line, milli: bounded(line.milli + milli) }));

export const setPrice = (cart: Cart, id: number, price: Kopecks): Cart =>
  change(cart, id, (line) => ({ ...line, price: kopecks(Math.min(Math.max(price, 0), DEAREST)) }));

/** Thousandths of «1», «0,345», «2.5»; null: not a quantity, or none. */
export function readQuantity(text: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const milli = Number(match[1]) * ONE + Number((match[2] ?? '').padEnd(3, '0'));
  return milli > 0 ? milli : null;
}

/** «2», «0,345» */
export function quantityText(milli: number): string {
  const rest = String(milli % ONE)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${String(Math.trunc(milli / ONE))}${rest ? `,${rest}` : ''}`;
}

/** What goes back to the buyer; null: too little was given. */
export const changeOf = (total: Kopecks, received: Kopecks): Kopecks | null =>
  received < total ? null : kopecks(received - total);

const NOTES = [10_000, 50_000, 100_000, 200_000, 500_000];

/** What a buyer is likely to give: the sum itself, then the nearest notes, at most four. */
export function likelyCash(total: Kopecks): Kopecks[] {
  const round = NOTES.map((note) => Math.ceil(total / note) * note);
  const sums = [...new Set([total, ...round])].sort((a, b) => a - b);
  return sums.slice(0, 4).map(kopecks);
}
