import type { Messages } from '@/lib/core/messages';

export type UsageCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MODULE_NOT_INSTALLED'
  | 'ALL_STORES_REQUIRED'
  | 'OPERATOR_NOT_INTEGRATED'
  | 'OPERATOR_UNAVAILABLE';

export const usageMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права менять лимиты. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Карта не найдена. Возможно, её больше нет или у вас нет к ней доступа.' },
  MODULE_NOT_INSTALLED: {
    text: 'Модуль «Кассовые сервисы» не установлен, без него картами не управлять. Установите его в разделе «Модули».',
  },
  ALL_STORES_REQUIRED: {
    text: 'Общий лимит меняет тот, у кого есть доступ ко всем магазинам. Попросите владельца организации.',
  },
  OPERATOR_NOT_INTEGRATED: {
    text: ({ operator }) => `Оператор ${operator ?? ''} не подключён к кабинету, трафик можно узнать у него.`,
  },
  OPERATOR_UNAVAILABLE: {
    text: ({ operator }) =>
      `Оператор ${operator ?? ''} сейчас не отвечает. Данные обновятся сами, когда он ответит.`,
  },
} as const satisfies Messages<UsageCode>;
