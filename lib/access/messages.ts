import type { Messages } from '@/lib/core/messages';
import { counted } from '@/lib/core/text';

export type CommonCode = 'FORBIDDEN' | 'NOT_FOUND' | 'VALIDATION' | 'SIGNED_OUT' | 'ORIGIN' | 'TOO_MANY_REQUESTS';

/** Said on the screen, on the page in its place and by an API alike. */
export const tooManyText = (seconds: number): string =>
  `Слишком много запросов подряд. Повторите через ${counted(seconds, ['секунду', 'секунды', 'секунд'])}.`;

/** Refusals that any command can give. */
export const commonMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права на это действие. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Не найдено. Возможно, объект удалён или у вас нет к нему доступа.' },
  VALIDATION: { text: 'Проверьте поля формы.' },
  SIGNED_OUT: { text: 'Вход устарел. Войдите снова — введённое сохранится.' },
  ORIGIN: { text: 'Запрос пришёл не со страницы кабинета и не выполнен.' },
  TOO_MANY_REQUESTS: { text: ({ seconds }) => tooManyText(Number(seconds)) },
} as const satisfies Messages<CommonCode>;

export const roleNames = {
  OWNER: 'владелец',
  ADMIN: 'администратор',
  ACCOUNTANT: 'бухгалтер',
  CASHIER: 'кассир',
} as const;
