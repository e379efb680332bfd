import type { Messages } from '@/lib/core/messages';

export type CardOrderCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MODULE_NOT_INSTALLED'
  | 'STORE_NOT_FOUND'
  | 'TERMINAL_NOT_FOUND'
  | 'OPERATOR_NOT_INTEGRATED'
  | 'SAME_ORDER'
  | 'QUOTE_CHANGED'
  | 'QUOTE_EXPIRED'
  | 'INSUFFICIENT_FUNDS'
  | 'ORDER_STATE'
  | 'ORDER_NOT_CANCELLABLE'
  | 'ORDER_NOT_RETURNED'
  | 'ORDER_RESENT_ALREADY'
  | 'ADDRESS_BOOK_FULL';

export const cardOrderMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права заказывать карты. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Заказ не найден. Возможно, у вас нет к нему доступа.' },
  MODULE_NOT_INSTALLED: {
    text: 'Модуль «Кассовые сервисы» не установлен, без него карты не заказать. Установите его в разделе «Модули».',
  },
  STORE_NOT_FOUND: { text: ({ line }) => `Строка ${line ?? ''}: выберите магазин из списка.` },
  TERMINAL_NOT_FOUND: {
    text: ({ line }) => `Строка ${line ?? ''}: этой кассы в магазине больше нет. Выберите кассу из списка.`,
  },
  OPERATOR_NOT_INTEGRATED: {
    text: 'Этот оператор не подключён к кабинету, его карты отсюда не заказать. Выберите другого.',
    field: 'operatorSlug',
  },
  SAME_ORDER: {
    text: ({ number, ago }) =>
      `Точно такой же заказ №\u00a0${number ?? ''} уже оформлен ${ago ?? ''}. Если нужен ещё один, подтвердите.`,
  },
  QUOTE_CHANGED: {
    text: ({ total }) => `Сумма изменилась: теперь ${total ?? ''}. Проверьте и оформите заказ снова.`,
  },
  QUOTE_EXPIRED: { text: 'Цена действовала 30 дней и устарела. Повторите заказ: цена будет новой.' },
  INSUFFICIENT_FUNDS: {
    text: ({ missing }) => `На лицевом счёте не хватает ${missing ?? ''}. Пополните счёт и повторите.`,
  },
  ORDER_STATE: { text: 'С этим заказом так больше нельзя: он уже оформлен, отменён или закрыт.' },
  ORDER_NOT_CANCELLABLE: { text: 'Заказ уже передан в доставку, отменить его нельзя.' },
  ORDER_NOT_RETURNED: { text: 'Посылка этого заказа не возвращалась, решать нечего.' },
  ORDER_RESENT_ALREADY: {
    text: 'Заказ уже отправляли повторно. Верните деньги на лицевой счёт и оформите новый заказ.',
  },
  ADDRESS_BOOK_FULL: { text: 'В адресной книге уже 200 адресов. Удалите лишние.' },
} as const satisfies Messages<CardOrderCode>;

export const addressMessages = {
  ...cardOrderMessages,
  NOT_FOUND: { text: 'Адрес не найден: его уже удалили.' },
} as const satisfies Messages<CardOrderCode>;
