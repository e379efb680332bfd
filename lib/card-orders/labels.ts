import type { CardOrderRow, OrderPaymentState, OrderState, OrderStep } from './model';

export const orderWords: Readonly<Record<OrderState, string>> = {
  DRAFT: 'Черновик',
  AWAITING_PAYMENT: 'Ожидает оплаты',
  PAID: 'Оплачен',
  PACKING: 'Собирается',
  SHIPPED: 'Передан в доставку',
  DELIVERED: 'Доставлен',
  CANCELLED: 'Отменён',
  FAILED: 'Не выполнен',
};

export const paymentWords: Readonly<Record<OrderPaymentState, string>> = {
  UNPAID: 'Не оплачен',
  PAID: 'Оплачен',
  REFUNDED: 'Деньги возвращены на лицевой счёт',
};

const firstWords: Readonly<Record<OrderStep['state'], string>> = {
  ...orderWords,
  AWAITING_PAYMENT: 'Оформлен',
  CANCEL_REQUESTED: 'Запрошена отмена',
};

/** A step in the history of an order. */
export const stepWords = (step: OrderStep): string => firstWords[step.state];

export const orderName = (number: number): string => `Заказ №\u00a0${number}`;

/** The second line of an order's state; null: there is nothing to add. */
export function orderNote(order: Pick<CardOrderRow, 'state' | 'cancelling' | 'unreachable'>): string | null {
  if (order.cancelling && order.unreachable) return 'Отменяется: оператор не отвечает, повторим';
  if (order.cancelling) return 'Отменяется: ждём ответа оператора';
  if (order.unreachable) return 'Оператор не отвечает, повторим';
  return order.state === 'PAID' ? 'Передаём оператору' : null;
}
