import { kopecks } from '@/lib/core/money';
import { addGood } from '@/lib/devices/till/cart.rule';
import type { Config, Good, TapeReceipt, Till } from '@/lib/devices/till/model';
import type { SaleInput } from '@/lib/devices/till/sale.rule';
import { newTill, reduceTill, type TillEvent } from '@/lib/devices/till/till.rule';

export const zeros = (count: number) => '0'.repeat(count);
export const sevens = (count: number) => '7'.repeat(count);
export const NOON = Date.parse('2026-11-21T09:00:00Z');
export const at = { ms: NOON, offset: 180 };

export const bread: Good = { name: 'Хлеб', price: kopecks(8_990), vat: '10', unit: 'PIECE' };
export const coffee: Good = { name: 'Кофе', price: kopecks(22_000), vat: '22', unit: 'PIECE' };

export const configOf = (receipts: Partial<Config['receipts']>, modules: Config['modules'] = []): Config => ({
  etag: '"1"',
  modules,
  receipts: {
    printMode: 'ASK',
    chosenPrintMode: 'ASK',
    defaultEmail: null,
    defaultEmailApplies: false,
    reasons: [],
    ...receipts,
  },
});

export const run = (till: Till, ...events: TillEvent[]): Till => events.reduce(reduceTill, till);
export const cart = (...goods: Good[]): TillEvent => ({
  type: 'cart',
  edit: (now) => goods.reduce((made, good) => addGood(made, good), now),
});
export const sold = (change: Partial<SaleInput> = {}): TillEvent => ({
  type: 'sold',
  sale: { payment: { kind: 'CARD', received: null }, contact: '', answer: null, at, ...change },
});
export const joined = (receipts: Partial<Config['receipts']> = {}): Till =>
  run(
    newTill('00900000000001', zeros),
    { type: 'paired', terminalId: 't1', token: 'k1', digits: zeros },
    { type: 'configured', config: configOf(receipts) },
  );
export const lastReceipt = (till: Till): TapeReceipt => {
  const [entry] = till.tape;
  if (entry?.kind !== 'RECEIPT') throw new Error('no receipt on the tape');
  return entry;
};
