import type { Messages } from '@/lib/core/messages';

export type CardCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MODULE_NOT_INSTALLED'
  | 'CARD_CLOSED'
  | 'TERMINAL_HAS_CARD'
  | 'TERMINAL_REQUIRED'
  | 'IMEI_UNKNOWN'
  | 'IMEI_LOCKED_SO'
  | 'IMEI_LOCK_IN_PROGRESS'
  | 'OPERATOR_NOT_INTEGRATED'
  | 'NOTE_NOT_YOURS';

export const cardMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права менять карты. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Не найдено. Возможно, карты или кассы больше нет или у вас нет к ним доступа.' },
  MODULE_NOT_INSTALLED: {
    text: 'Модуль «Кассовые сервисы» не установлен, без него картами не управлять. Установите его в разделе «Модули».',
  },
  CARD_CLOSED: { text: 'Карта закрыта навсегда, изменить её нельзя.' },
  TERMINAL_HAS_CARD: {
    text: ({ card }) => `На этой кассе уже есть карта ${card ?? ''}. Отметьте, что новая встанет вместо неё.`,
    field: 'terminalId',
  },
  TERMINAL_REQUIRED: {
    text: 'Карта не привязана к кассе, блокировать не к чему. Сначала привяжите её.',
  },
  IMEI_UNKNOWN: { text: 'IMEI кассы не известен кабинету, заблокировать карту за ней нельзя.' },
  IMEI_LOCKED_SO: { text: 'Так уже и есть: менять нечего.' },
  IMEI_LOCK_IN_PROGRESS: {
    text: 'Оператор ещё меняет блокировку этой карты по IMEI. Дождитесь его ответа.',
  },
  OPERATOR_NOT_INTEGRATED: {
    text: ({ operator }) =>
      `Оператор ${operator ?? ''} не подключён к кабинету, блокировать карту можно у него.`,
  },
  NOTE_NOT_YOURS: { text: 'Удалить заметку может тот, кто её написал, или владелец организации.' },
} as const satisfies Messages<CardCode>;
