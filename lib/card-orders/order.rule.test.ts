import { describe, expect, it } from 'vitest';
import { formatMoney, rubles } from '@/lib/core/money';
import { orderPrice, readQuantity } from './order-price.rule';
import { eventOfFulfilment, isCancellable, isRefunded, orderStateAfter } from './order-state.rule';
import { createCardOrderInput } from './schema';

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

describe('order states', () => {
  it.each([
    ['DRAFT', 'SUBMITTED', 'AWAITING_PAYMENT'],
    ['AWAITING_PAYMENT', 'PAID', 'PAID'],
    ['AWAITING_PAYMENT', 'WITHDRAWN', 'CANCELLED'],
    ['PAID', 'PACKED', 'PACKING'],
    ['PAID', 'SHIPPED', 'SHIPPED'],
    ['PACKING', 'CANCELLED', 'CANCELLED'],
    ['SHIPPED', 'DELIVERED', 'DELIVERED'],
  ] as const)('%s × %s → %s', (state, event, expected) => {
    expect(orderStateAfter(state, event)).toBe(expected);
  });

  it.each([
    ['SHIPPED', 'CANCELLED'],
    ['PAID', 'WITHDRAWN'],
    ['CANCELLED', 'PAID'],
    ['DELIVERED', 'FAILED'],
  ] as const)('%s × %s does not happen', (state, event) => {
    expect(() => orderStateAfter(state, event)).toThrow();
  });

  it.each([
    ['AWAITING_PAYMENT', true],
    ['PAID', true],
    ['PACKING', true],
    ['SHIPPED', false],
    ['DELIVERED', false],
    ['CANCELLED', false],
  ] as const)('%s can be cancelled: %s', (state, expected) => {
    expect(isCancellable(state)).toBe(expected);
  });

  it('gives money back only for what was paid and does not come', () => {
    expect(isRefunded('CANCELLED', 'PAID')).toBe(true);
    expect(isRefunded('FAILED', 'PAID')).toBe(true);
    expect(isRefunded('WITHDRAWN', 'UNPAID')).toBe(false);
    expect(isRefunded('CANCELLED', 'REFUNDED')).toBe(false);
    expect(isRefunded('DELIVERED', 'PAID')).toBe(false);
  });

  it.each([
    ['PAID', 'ACCEPTED', null],
    ['PAID', 'PACKING', 'PACKED'],
    ['PACKING', 'PACKING', null],
    ['PACKING', 'DELIVERED', 'DELIVERED'],
    ['SHIPPED', 'PACKING', null],
    ['SHIPPED', 'CANCELLED', null],
  ] as const)('%s and the operator says %s: %s', (state, reported, expected) => {
    expect(eventOfFulfilment(state, reported)).toBe(expected);
  });
});

describe('createCardOrderInput', () => {
  const order = {
    requestId: '01890a5d-ac96-774b-bcce-b302099a8057',
    operatorSlug: 'mts',
    quantity: '3',
    storeId: '01890a5d-ac96-774b-bcce-b302099a8058',
    recipient: 'Анна Ильина',
    phone: '8 (916) 000-00-00',
    postalCode: '101000',
    city: 'Москва',
    addressLine: 'ул. Мясницкая, 1',
    expectedTotal: 117_000,
  };

  it('reads what people type', () => {
    expect(createCardOrderInput.parse(order)).toMatchObject({ quantity: 3, phone: '+79160000000' });
    expect(createCardOrderInput.parse({ ...order, phone: '9160000000' }).phone).toBe('+79160000000');
  });

  it.each([
    ['quantity', '0', 'Не меньше 1 карты'],
    ['quantity', '-1', 'Не меньше 1 карты'],
    ['quantity', '1.5', 'Карты не делятся: укажите целое число'],
    ['quantity', '1,5', 'Карты не делятся: укажите целое число'],
    ['quantity', '1001', 'Не больше 1000 карт в одном заказе'],
    ['quantity', '', 'Укажите, сколько карт нужно'],
    ['quantity', '1e2', 'Целое число от 1 до 1000'],
    ['quantity', 'много', 'Целое число от 1 до 1000'],
    ['quantity', 1.5, 'Карты не делятся: укажите целое число'],
    ['postalCode', '12345', 'Индекс — 6 цифр'],
    ['postalCode', '1234567', 'Индекс — 6 цифр'],
    ['phone', '123', 'Телефон получателя: +7 и ещё 10 цифр'],
    ['phone', '+1 202 555 0123', 'Телефон получателя: +7 и ещё 10 цифр'],
    ['recipient', '  ', 'Укажите получателя'],
    ['city', '', 'Укажите город'],
    ['addressLine', '', 'Укажите улицу и дом'],
    ['storeId', '', 'Выберите магазин'],
    ['operatorSlug', '', 'Выберите оператора'],
  ])('%s «%s» is refused on its field: %s', (field, value, message) => {
    const result = createCardOrderInput.safeParse({ ...order, [field]: value });
    expect(result.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
      [field, message],
    ]);
  });
});
