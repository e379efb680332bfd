import type { Messages } from '@/lib/core/messages';

export type CloudCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'ALL_STORES_ONLY'
  | 'NOT_CONNECTED'
  | 'NOT_READ'
  | 'READING_CHANGED'
  | 'STORE_TAKEN'
  | 'STORES_BY_OWNER';

export const cloudMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права подключать кассы. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Магазин не найден. Возможно, его больше нет или у вас нет к нему доступа.' },
  ALL_STORES_ONLY: {
    text: 'Облако подключает тот, кому доступны все магазины организации. Попросите владельца.',
  },
  NOT_CONNECTED: { text: 'Облако не подключено: токена в кабинете нет. Обновите страницу.' },
  NOT_READ: { text: 'Облако ещё не прочитано. Дождитесь конца или прочитайте его заново.' },
  READING_CHANGED: {
    text: 'Пока вы смотрели, облако прочитано заново. Обновите страницу и проверьте, что изменится.',
  },
  STORES_BY_OWNER: {
    text: 'Новые магазины открывает владелец организации. Выберите один из ваших или «Не импортировать».',
  },
  STORE_TAKEN: {
    text: ({ store }) =>
      `Магазин «${String(store ?? '')}» выбран дважды или уже связан с другим. Выберите другой.`,
  },
} as const satisfies Messages<CloudCode>;
