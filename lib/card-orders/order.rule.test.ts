import { describe, expect, it } from 'vitest';
import { formatMoney, rubles } from '@/lib/core/money';
import { orderPrice, readQuantity, refundFor } from './order-price.rule';
import {
  eventOfFulfilment,
  isCancellable,
  isOver,
  isRefunded,
  isResendable,
  orderEvents,
  orderStateAfter,
} from './order-state.rule';

describe('orderPrice', () => {
  it.each([
    [1, '590\u00a0₽', '300\u00a0₽'],
    [9, '2\u00a0910\u00a0₽', '300\u00a0₽'],
    [10, '2\u00a0900\u00a0₽', '0\u00a0₽'],
    [1000, '290\u00a0000\u00a0₽', '0\u00a0₽'],
  ])('%d cards at 290 ₽ cost %s with delivery %s', (quantity, total, delivery) => {
    const price = orderPrice(rubles(290), quantity);
    expect([formatMoney(price.total), formatMoney(price.delivery)]).toEqual([total, delivery]);
  });

  it.each([
    ['1', 1],
    ['1000', 1000],
    [' 7 ', 7],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['1001', null],
    ['1e3', null],
    ['', null],
  ])('«%s» cards are read as %s', (text, quantity) => {
    expect(readQuantity(text)).toBe(quantity);
  });
});

describe('refundFor', () => {
  const order = { unitPrice: rubles(290), total: rubles(1170), refunded: rubles(0), missing: 3 };
  it.each([
    ['nothing has travelled: everything', {}, rubles(1170)],
    ['one card did not come', { missing: 1, travelled: true }, rubles(290)],
    ['all came back: the delivery has been made', { travelled: true }, rubles(870)],
    ['nothing is missing', { missing: 0, travelled: true }, rubles(0)],
    ['never more than is left', { refunded: rubles(1000), travelled: true }, rubles(170)],
    ['all is back already', { refunded: rubles(1170) }, rubles(0)],
  ])('%s', (_, change, expected) => {
    expect(refundFor({ travelled: false, ...order, ...change })).toBe(expected);
  });
});

describe('order states', () => {
  it.each([
    ['DRAFT', 'SUBMITTED', 'AWAITING_PAYMENT'],
    ['DRAFT', 'WITHDRAWN', 'CANCELLED'],
    ['DRAFT', 'EXPIRED', 'CANCELLED'],
    ['AWAITING_PAYMENT', 'PAID', 'PAID'],
    ['AWAITING_PAYMENT', 'WITHDRAWN', 'CANCELLED'],
    ['AWAITING_PAYMENT', 'EXPIRED', 'CANCELLED'],
    ['PAID', 'PACKED', 'PACKING'],
    ['PAID', 'SHIPPED', 'SHIPPED'],
    ['PAID', 'CANCEL_ASKED', 'CANCELLING'],
    ['PACKING', 'CANCEL_ASKED', 'CANCELLING'],
    ['PACKING', 'CANCELLED', 'CANCELLED'],
    ['CANCELLING', 'CANCELLED', 'CANCELLED'],
    ['CANCELLING', 'KEPT', 'PACKING'],
    ['CANCELLING', 'SHIPPED', 'SHIPPED'],
    ['SHIPPED', 'DELIVERED', 'DELIVERED'],
    ['SHIPPED', 'SHORT', 'PARTIAL'],
    ['SHIPPED', 'RETURNED', 'RETURNED'],
    ['RETURNED', 'RESENT', 'PAID'],
    ['RETURNED', 'CANCELLED', 'CANCELLED'],
    ['RETURNED', 'SHORT', 'PARTIAL'],
  ] as const)('%s × %s → %s', (state, event, expected) => {
    expect(orderStateAfter(state, event)).toBe(expected);
  });

  it.each([
    ['DRAFT', 'PAID'],
    ['SHIPPED', 'CANCELLED'],
    ['SHIPPED', 'CANCEL_ASKED'],
    ['PAID', 'WITHDRAWN'],
    ['PAID', 'EXPIRED'],
    ['CANCELLED', 'PAID'],
    ['DELIVERED', 'RETURNED'],
  ] as const)('%s × %s does not happen', (state, event) => {
    expect(() => orderStateAfter(state, event)).toThrow();
  });

  it('what is over stays as it is, whatever is said', () => {
    for (const state of ['DELIVERED', 'PARTIAL', 'CANCELLED', 'FAILED'] as const) {
      expect(isOver(state)).toBe(true);
      for (const event of orderEvents) expect(() => orderStateAfter(state, event)).toThrow();
    }
  });

  it.each([
    ['DRAFT', true],
    ['AWAITING_PAYMENT', true],
    ['PAID', true],
    ['PACKING', true],
    ['CANCELLING', false],
    ['SHIPPED', false],
    ['RETURNED', false],
    ['DELIVERED', false],
    ['PARTIAL', false],
    ['CANCELLED', false],
  ] as const)('%s can be cancelled: %s', (state, expected) => {
    expect(isCancellable(state)).toBe(expected);
  });

  it.each([
    ['RETURNED', 1, true],
    ['RETURNED', 2, false],
    ['SHIPPED', 1, false],
    ['DELIVERED', 1, false],
  ] as const)('%s in shipment %d can be sent anew: %s', (state, shipment, expected) => {
    expect(isResendable({ state, shipment })).toBe(expected);
  });

  it('gives money back only for what was paid and does not come', () => {
    expect(isRefunded('CANCELLED', 'PAID')).toBe(true);
    expect(isRefunded('FAILED', 'PAID')).toBe(true);
    expect(isRefunded('SHORT', 'PAID')).toBe(true);
    expect(isRefunded('WITHDRAWN', 'UNPAID')).toBe(false);
    expect(isRefunded('CANCELLED', 'REFUNDED')).toBe(false);
    expect(isRefunded('DELIVERED', 'PAID')).toBe(false);
    expect(isRefunded('RETURNED', 'PAID')).toBe(false);
  });
});

describe('what the operator says', () => {
  const order = { quantity: 3, received: 0, cancelTaken: false };
  it.each([
    ['PAID', 'ACCEPTED', {}, null],
    ['PAID', 'HELD', {}, null],
    ['PAID', 'PACKING', {}, 'PACKED'],
    ['PAID', 'CANCELLING', {}, null],
    ['PACKING', 'PACKING', {}, null],
    ['PACKING', 'DELIVERED', { received: 3 }, 'DELIVERED'],
    ['PACKING', 'DELIVERED', { received: 2 }, 'SHIPPED'],
    ['SHIPPED', 'DELIVERED', { received: 2 }, null],
    ['SHIPPED', 'SHIPPED', { received: 1 }, null],
    ['SHIPPED', 'PACKING', {}, null],
    ['SHIPPED', 'CANCELLED', {}, null],
    ['SHIPPED', 'PARTIAL', { received: 2 }, 'SHORT'],
    ['SHIPPED', 'PARTIAL', {}, 'FAILED'],
    ['SHIPPED', 'FAILED', { received: 1 }, 'SHORT'],
    ['SHIPPED', 'FAILED', {}, 'FAILED'],
    ['SHIPPED', 'RETURNED', {}, 'RETURNED'],
    ['PAID', 'CANCELLED', { received: 1 }, 'SHORT'],
    ['CANCELLING', 'CANCELLED', {}, 'CANCELLED'],
    ['CANCELLING', 'CANCELLING', { cancelTaken: true }, null],
    ['CANCELLING', 'PACKING', {}, null],
    ['CANCELLING', 'PACKING', { cancelTaken: true }, 'KEPT'],
    ['CANCELLING', 'ACCEPTED', { cancelTaken: true }, 'KEPT'],
    ['CANCELLING', 'SHIPPED', { cancelTaken: true }, 'SHIPPED'],
    ['DELIVERED', 'PACKING', { received: 3 }, null],
    ['DELIVERED', 'RETURNED', { received: 3 }, null],
  ] as const)('%s and %s with %o: %s', (state, reported, change, expected) => {
    expect(eventOfFulfilment({ ...order, state, ...change }, reported)).toBe(expected);
  });
});
