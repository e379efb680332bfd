import { formatMoney, type Kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import type { CardOrderRow, OrderPaymentState, OrderState, OrderStep, ParcelState } from './model';

export const orderWords: Readonly<Record<OrderState, string>> = {
  DRAFT: 'Черновик',
  AWAITING_PAYMENT: 'Ожидает оплаты',
  PAID: 'Оплачен',
  PACKING: 'Собирается',
  CANCELLING: 'Отменяется',
  SHIPPED: 'Передан в доставку',
  DELIVERED: 'Доставлен',
  PARTIAL: 'Доставлен частично',
  RETURNED: 'Вернулся',
  CANCELLED: 'Отменён',
  FAILED: 'Не выполнен',
};

export const paymentWords: Readonly<Record<OrderPaymentState, string>> = {
  UNPAID: 'Не оплачен',
  PAID: 'Оплачен',
  PARTLY_REFUNDED: 'Часть денег возвращена на лицевой счёт',
  REFUNDED: 'Деньги возвращены на лицевой счёт',
};

export const paymentShort: Readonly<Record<OrderPaymentState, string>> = {
  ...paymentWords,
  PARTLY_REFUNDED: 'Возвращена часть',
  REFUNDED: 'Возвращена',
};

export const parcelWords: Readonly<Record<ParcelState, string>> = {
  SHIPPED: 'В пути',
  DELIVERED: 'Доставлена',
  RETURNED: 'Вернулась отправителю',
};

const steps: Readonly<Record<OrderStep['kind'], string>> = {
  CREATED: 'Оформлен',
  PAID: 'Оплачен',
  PACKING: 'Собирается',
  SHIPPED: 'Передан в доставку',
  PARCEL_DELIVERED: 'Посылка доставлена',
  PARCEL_RETURNED: 'Посылка вернулась отправителю',
  DELIVERED: 'Доставлен',
  PARTIAL: 'Закрыт: пришла только часть',
  RETURNED: 'Вернулся',
  RESENT: 'Отправлен повторно',
  CANCEL_REQUESTED: 'Запрошена отмена',
  CANCELLED: 'Отменён',
  FAILED: 'Не выполнен',
};

/** A step in the history of an order. */
export const stepWords = (step: OrderStep): string => steps[step.kind];

export const orderName = (number: number): string => `Заказ №\u00a0${number}`;

/** «3 карты» */
export const cardsCount = (count: number): string => counted(count, ['карта', 'карты', 'карт']);

/** «1 карту», «3 карты»: what a verb is done to. */
export const whichCards = (count: number): string => counted(count, ['карту', 'карты', 'карт']);

/** «2 из 3 карт» */
export const partOfCards = (part: number, all: number): string =>
  `${part} из ${counted(all, ['карты', 'карт', 'карт'])}`;

/** «Центр», «3 магазина» */
export const storesText = (names: readonly string[]): string =>
  names.length > 1 ? counted(names.length, ['магазин', 'магазина', 'магазинов']) : (names[0] ?? '—');

/** What is said about a refund; null: nothing came back. */
export const refundText = (order: { readonly refunded: Kopecks; readonly total: Kopecks }): string | null =>
  order.refunded > 0 ? `На лицевой счёт возвращено ${formatMoney(order.refunded)}.` : null;

/** The second line of an order's state; null: there is nothing to add. */
export function orderNote(
  order: Pick<CardOrderRow, 'state' | 'unreachable' | 'held' | 'received' | 'quantity'>,
): string | null {
  const { state, received, quantity } = order;
  if (state === 'CANCELLING') {
    return order.unreachable ? 'Оператор не отвечает, повторим' : 'Ждём ответа оператора';
  }
  if (order.unreachable) return 'Оператор не отвечает, повторим';
  if (order.held) return 'Оператор приостановил заказ';
  if (state === 'PAID') return 'Передаём оператору';
  if (state === 'SHIPPED' && received > 0) {
    return `Пришло ${partOfCards(received, quantity)}, остальные в пути`;
  }
  if (state === 'PARTIAL') return `Пришло ${partOfCards(received, quantity)}`;
  return state === 'RETURNED' ? 'Нужно ваше решение' : null;
}
