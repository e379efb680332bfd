import type { Messages } from '@/lib/core/messages';

export type InstallationCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'WRONG_SCOPE'
  | 'NOT_FIT'
  | 'REQUIRED_BY'
  | 'NOT_INSTALLED'
  | 'ALL_STORES_NEEDED'
  | 'QUOTE_CHANGED'
  | 'INSUFFICIENT_FUNDS'
  | 'PERIOD_INVALID'
  | 'ALREADY_PAID'
  | 'SUBSCRIPTION_ENDED';

export const installationMessages = {
  FORBIDDEN: {
    text: 'У вашей роли нет права устанавливать и удалять модули. Попросите владельца организации.',
  },
  NOT_FOUND: { text: 'Не найдено. Возможно, объект удалён или у вас нет к нему доступа.' },
  WRONG_SCOPE: { text: 'Этот модуль устанавливается иначе: обновите страницу.' },
  NOT_FIT: { text: ({ reasons }) => `Модуль не установлен: ${String(reasons ?? '')}.` },
  REQUIRED_BY: {
    text: ({ modules }) =>
      `Без него не работает ${String(modules ?? '')}. Сначала удалите то, что от него зависит.`,
  },
  NOT_INSTALLED: { text: 'Модуль уже удалён. Обновите страницу.' },
  ALL_STORES_NEEDED: {
    text: 'Модуль действует на все магазины организации, а вам доступны не все. Попросите владельца.',
  },
  QUOTE_CHANGED: {
    text: 'Цена изменилась, пока окно было открыто. Проверьте новую сумму и подтвердите ещё раз.',
  },
  INSUFFICIENT_FUNDS: {
    text: ({ missing }) =>
      `На лицевом счёте не хватает ${String(missing ?? '')}. Пополните счёт и повторите.`,
  },
  PERIOD_INVALID: { text: 'Выберите период: раз в месяц, в 3 или в 12 месяцев.', field: 'period' },
  ALREADY_PAID: { text: 'Этот комплект на кассе уже оплачен. Обновите страницу.' },
  SUBSCRIPTION_ENDED: { text: 'Одна из подписок уже закончилась. Обновите страницу.' },
} as const satisfies Messages<InstallationCode>;
