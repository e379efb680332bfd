import type { LetterParts } from './letter.rule';

const SETTINGS = { label: 'Посмотреть входы', path: '/settings/security' };
const NOT_YOU = 'Если это были не вы, смените пароль и завершите чужие входы: «Настройки» → «Вход и пароль».';

/**
 * `tokenPath`: path of the page with the place of the token in it. Nothing that a stranger has typed but digits stands
 * in a letter to an address that nobody has confirmed.
 */
export const confirmRegistrationLetter = (inn: string, tokenPath: string): LetterParts => ({
  subject: 'Подтвердите адрес для «Кассового кабинета»',
  paragraphs: [
    `Этот адрес указали при регистрации организации с ИНН ${inn}. Подтвердите его, и кабинет откроется: войти можно будет с паролем, который придумали при регистрации.`,
    'Ссылка действует сутки и подходит один раз. Если вы не регистрировались, ничего не нажимайте: без подтверждения ничего не создаётся.',
  ],
  action: { label: 'Подтвердить адрес', path: tokenPath },
});

export const alreadyRegisteredLetter = (): LetterParts => ({
  subject: 'У вас уже есть доступ в «Кассовый кабинет»',
  paragraphs: [
    'Этот адрес указали при регистрации новой организации, но доступ с ним уже есть. Ничего не создано и не изменено.',
    'Войдите с прежним паролем. Если он забылся, задайте новый: ссылка на странице входа. Если регистрировались не вы, делать ничего не нужно.',
  ],
  action: { label: 'Войти', path: '/sign-in' },
});

export const resetLetter = (minutes: number, tokenPath: string): LetterParts => ({
  subject: 'Новый пароль для «Кассового кабинета»',
  paragraphs: [
    `Чтобы задать новый пароль, откройте ссылку. Она действует ${String(minutes)} минут и подходит один раз. Все входы в кабинет завершатся.`,
    'Если вы не просили новый пароль, ничего не делайте: прежний остаётся в силе.',
  ],
  action: { label: 'Задать новый пароль', path: tokenPath },
});

export const newDeviceLetter = (device: string, place: string, when: string): LetterParts => ({
  subject: `Вход с нового устройства: ${device}`,
  paragraphs: [
    `В кабинет вошли под вашим именем: ${device}, ${place}, ${when}. Раньше с этого устройства не входили.`,
    NOT_YOU,
  ],
  action: SETTINGS,
});

export const passwordChangedLetter = (when: string): LetterParts => ({
  subject: 'Пароль изменён',
  paragraphs: [
    `Пароль от кабинета изменён ${when}. Все другие входы завершены.`,
    'Если это были не вы, задайте новый пароль по письму: на странице входа нажмите «Забыли пароль?».',
  ],
  action: { label: 'Войти в кабинет', path: '/settings/security' },
});

const totp = {
  TOTP_ON: ['Вход с кодом включён', 'Теперь после пароля кабинет спрашивает код из приложения. Включено'],
  TOTP_OFF: [
    'Вход с кодом выключен',
    'Кабинет больше не спрашивает код из приложения, хватает пароля. Выключено',
  ],
  TOTP_CODES: ['Новые запасные коды', 'Прежние запасные коды больше не подходят. Новые показаны'],
} as const;

export function secondStepLetter(kind: keyof typeof totp, when: string): LetterParts {
  const [subject, what] = totp[kind];
  return { subject, paragraphs: [`${what} ${when}.`, NOT_YOU], action: SETTINGS };
}
