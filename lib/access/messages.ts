import type { Messages } from '@/lib/core/messages';

export type CommonCode = 'FORBIDDEN' | 'NOT_FOUND' | 'VALIDATION' | 'SIGNED_OUT' | 'ORIGIN' | 'VIEWING';

/** Refusals that any command can give. */
export const commonMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права на это действие. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Не найдено. Возможно, объект удалён или у вас нет к нему доступа.' },
  VALIDATION: { text: 'Проверьте поля формы.' },
  SIGNED_OUT: { text: 'Вход устарел. Войдите снова — введённое сохранится.' },
  ORIGIN: { text: 'Запрос пришёл не со страницы кабинета и не выполнен.' },
  VIEWING: {
    text: 'Вы смотрите кабинет как другая роль: здесь ничего не меняется. Чтобы действовать, нажмите «Вернуться» вверху.',
  },
} as const satisfies Messages<CommonCode>;

export const roleNames = {
  OWNER: 'владелец',
  ADMIN: 'администратор',
  ACCOUNTANT: 'бухгалтер',
  CASHIER: 'кассир',
} as const;
