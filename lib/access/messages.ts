import type { Messages } from '@/lib/core/messages';
import { counted } from '@/lib/core/text';
import type { PasswordCode } from './password.rule';

export type CommonCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'VALIDATION'
  | 'SIGNED_OUT'
  | 'ORIGIN'
  | 'CONFIRM_AGAIN'
  | 'VIEWING'
  | 'TOO_MANY_REQUESTS';

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
  VIEWING: {
    text: 'Вы смотрите кабинет как другая роль: здесь ничего не меняется. Чтобы действовать, нажмите «Вернуться» вверху.',
  },
  CONFIRM_AGAIN: { text: 'Действие не выполнено: оно ждёт вашего пароля. Повторите и введите пароль.' },
} as const satisfies Messages<CommonCode>;

export const roleNames = {
  OWNER: 'владелец',
  ADMIN: 'администратор',
  ACCOUNTANT: 'бухгалтер',
  CASHIER: 'кассир',
} as const;

const slowed = ({ minutes = 1 }: Readonly<Record<string, string | number>>) =>
  `Слишком много попыток. Следующая — через ${counted(Number(minutes), ['минуту', 'минуты', 'минут'])}.`;

export const passwordMessages = {
  PASSWORD_SHORT: {
    text: 'Пароль короче восьми знаков. Длинная фраза подойдёт лучше всего',
    field: 'password',
  },
  PASSWORD_LONG: { text: 'Пароль слишком длинный', field: 'password' },
  PASSWORD_COMMON: {
    text: 'Этот пароль есть в списках, по которым подбирают в первую очередь. Придумайте другой',
    field: 'password',
  },
  PASSWORD_OWN: { text: 'Пароль совпадает с адресом или названием. Придумайте другой', field: 'password' },
} as const satisfies Messages<PasswordCode>;

export type AccountCode =
  | PasswordCode
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'SLOWED'
  | 'WRONG_CREDENTIALS'
  | 'PASSWORD_WRONG'
  | 'CODE_NEEDED'
  | 'CODE_WRONG'
  | 'TOTP_ON'
  | 'TOTP_OFF'
  | 'LINK_USED'
  | 'LINK_EXPIRED'
  | 'LINK_UNKNOWN';

export const accountMessages = {
  ...passwordMessages,
  FORBIDDEN: { text: 'Войдите в кабинет под своим именем.' },
  NOT_FOUND: { text: 'Этого входа уже нет.' },
  SLOWED: { text: slowed },
  WRONG_CREDENTIALS: { text: 'Адрес или пароль не подходят. Проверьте раскладку и Caps Lock.' },
  PASSWORD_WRONG: { text: 'Пароль не подходит. Проверьте раскладку и Caps Lock', field: 'password' },
  CODE_NEEDED: { text: 'Введите код из приложения', field: 'code' },
  CODE_WRONG: { text: 'Код не подходит или уже использован. Дождитесь следующего', field: 'code' },
  TOTP_ON: { text: 'Вход с кодом уже включён.' },
  TOTP_OFF: { text: 'Вход с кодом выключен. Начните сначала.' },
  LINK_USED: { text: 'Ссылка уже использована.' },
  LINK_EXPIRED: { text: 'Срок ссылки вышел.' },
  LINK_UNKNOWN: { text: 'Ссылка не подходит. Возможно, она скопирована не целиком.' },
} as const satisfies Messages<AccountCode>;

/** The same where the password of now stands beside a new one. */
export const changePasswordMessages = {
  ...accountMessages,
  PASSWORD_WRONG: { text: 'Пароль не подходит. Проверьте раскладку и Caps Lock', field: 'current' },
} as const satisfies Messages<AccountCode>;
