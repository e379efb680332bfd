import type { Messages } from '@/lib/core/messages';

export type CardOrderCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MODULE_NOT_INSTALLED'
  | 'STORE_NOT_FOUND'
  | 'OPERATOR_NOT_INTEGRATED'
  | 'QUOTE_CHANGED'
  | 'QUOTE_EXPIRED'
  | 'INSUFFICIENT_FUNDS'
  | 'ORDER_STATE'
  | 'ORDER_NOT_CANCELLABLE';

export const cardOrderMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права заказывать карты. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Заказ не найден. Возможно, у вас нет к нему доступа.' },
  MODULE_NOT_INSTALLED: {
    text: 'Модуль «Кассовые сервисы» не установлен, без него карты не заказать. Установите его в разделе «Модули».',
  },
  STORE_NOT_FOUND: { text: 'Выберите магазин из списка', field: 'storeId' },
  OPERATOR_NOT_INTEGRATED: {
    text: 'Этот оператор не подключён к кабинету, его карты отсюда не заказать. Выберите другого.',
    field: 'operatorSlug',
  },
  QUOTE_CHANGED: {
    text: ({ total }) => `Сумма изменилась: теперь ${total ?? ''}. Проверьте и оформите заказ снова.`,
  },
  QUOTE_EXPIRED: { text: 'Цена действовала 30 дней и устарела. Отмените этот заказ и оформите новый.' },
  INSUFFICIENT_FUNDS: {
    text: ({ missing }) => `На лицевом счёте не хватает ${missing ?? ''}. Пополните счёт и повторите.`,
  },
  ORDER_STATE: { text: 'Заказ уже отменён или закрыт, оплатить его нельзя.' },
  ORDER_NOT_CANCELLABLE: { text: 'Заказ уже передан в доставку, отменить его нельзя.' },
} as const satisfies Messages<CardOrderCode>;
