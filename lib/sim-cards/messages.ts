import type { Messages } from '@/lib/core/messages';

export type SimCardCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MODULE_NOT_INSTALLED'
  | 'OPERATOR_NOT_INTEGRATED'
  | 'CARD_OPERATION_IN_PROGRESS'
  | 'CARD_STATE'
  | 'CARD_HELD'
  | 'TERMINATION_NOT_ASKED'
  | 'TERMINATION_EXPIRED'
  | 'LAST_DIGITS_WRONG'
  | 'PERIOD_INVALID'
  | 'QUOTE_CHANGED'
  | 'INSUFFICIENT_FUNDS'
  | 'SUBSCRIPTION_ENDED';

export const simCardMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права включать и отключать карты. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Карта не найдена. Возможно, её больше нет или у вас нет к ней доступа.' },
  MODULE_NOT_INSTALLED: {
    text: 'Модуль «Кассовые сервисы» не установлен, без него картами не управлять. Установите его в разделе «Модули».',
  },
  OPERATOR_NOT_INTEGRATED: {
    text: ({ card, operator }) =>
      `Карта ${card ?? ''}: оператор ${operator ?? ''} не подключён к кабинету. Включить и отключить её можно у оператора.`,
  },
  CARD_OPERATION_IN_PROGRESS: {
    text: ({ card }) => `Карта ${card ?? ''}: операция уже выполняется. Дождитесь её конца.`,
  },
  CARD_STATE: {
    text: ({ card, state }) => `Карта ${card ?? ''} сейчас ${state ?? ''}, это действие для неё недоступно.`,
  },
  CARD_HELD: {
    text: ({ card, reason }) =>
      `Карта ${card ?? ''} приостановлена: ${reason ?? ''}. Когда причина уйдёт, карта включится сама.`,
  },
  TERMINATION_NOT_ASKED: {
    text: 'Закрытие этой карты ещё не начато. Нажмите «Закрыть навсегда» и подтвердите последними цифрами номера.',
  },
  TERMINATION_EXPIRED: {
    text: 'Время на подтверждение вышло, карта не закрыта. Если закрыть её всё же нужно, начните заново.',
  },
  LAST_DIGITS_WRONG: {
    text: 'Последние четыре цифры не совпадают с номером карты. Проверьте, та ли это карта.',
    field: 'lastDigits',
  },
  PERIOD_INVALID: { text: 'Выберите период оплаты: 1, 3 или 12 месяцев.', field: 'period' },
  QUOTE_CHANGED: {
    text: ({ total }) =>
      `Сумма изменилась: теперь ${total ?? ''}. Ничего не списано, проверьте и подтвердите снова.`,
  },
  INSUFFICIENT_FUNDS: {
    text: ({ missing }) => `На лицевом счёте не хватает ${missing ?? ''}. Пополните счёт и повторите.`,
  },
  SUBSCRIPTION_ENDED: { text: 'Подписка на карту уже закончилась, останавливать нечего.' },
} as const satisfies Messages<SimCardCode>;
