import { roleNames } from '@/lib/access/messages';
import { INVITATION_DAYS } from '@/lib/access/people/people.rule';
import type { Role } from '@/lib/access/permission.rule';
import { counted, dateInText, type PluralForms, quoted } from '@/lib/core/text';
import type { LocalDate } from '@/lib/core/local-date';
import type { LetterParts } from './letter.rule';

const dayForms: PluralForms = ['день', 'дня', 'дней'];

const rightsWords = (role: Role, stores: readonly string[] | null): string =>
  stores === null
    ? `Роль: ${roleNames[role]}, все магазины.`
    : `Роль: ${roleNames[role]}. Магазины: ${stores.join(', ') || 'ни одного'}.`;

/** `path`: with the place where the secret of the link comes in when the letter goes out. */
export function invitationLetter(facts: {
  readonly organization: string;
  readonly invitedBy: string;
  readonly role: Role;
  readonly stores: readonly string[] | null;
  readonly until: LocalDate;
  readonly path: string;
}): LetterParts {
  const { organization, invitedBy, role, stores, until, path } = facts;
  return {
    subject: `Приглашение в кабинет: ${organization}`,
    paragraphs: [
      `${invitedBy} приглашает вас в кассовый кабинет организации ${quoted(organization)}.`,
      rightsWords(role, stores),
      `Ссылка действует ${counted(INVITATION_DAYS, dayForms)}, до ${dateInText(until)}, и подходит один раз. Если вы не ждали этого письма, ничего делать не нужно.`,
    ],
    action: { label: 'Принять приглашение', path },
    because: 'Письмо пришло, потому что этот адрес указали в приглашении.',
  };
}

/** `rights` null: there are none any more. */
export function rightsChangedLetter(
  organization: string,
  rights: { readonly role: Role; readonly stores: readonly string[] | null } | null,
): LetterParts {
  const because = 'Письмо пришло, потому что дело касается вашего доступа.';
  if (rights === null) {
    return {
      subject: `Доступ закрыт: ${organization}`,
      paragraphs: [
        `Ваш доступ в кассовый кабинет организации ${quoted(organization)} убран. На всех устройствах вы вышли.`,
        'Если это ошибка, попросите владельца организации пригласить вас снова.',
      ],
      action: { label: 'Страница входа', path: '/sign-in' },
      because,
    };
  }
  return {
    subject: `Ваши права изменены: ${organization}`,
    paragraphs: [
      `В кассовом кабинете организации ${quoted(organization)} у вас теперь другие права. Они уже действуют.`,
      rightsWords(rights.role, rights.stores),
      'Если это неожиданно, спросите владельца организации.',
    ],
    action: { label: 'Открыть кабинет', path: '/' },
    because,
  };
}
