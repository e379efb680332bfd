import type { Messages } from '@/lib/core/messages';
import { passwordMessages } from '../messages';
import type { PasswordCode } from '../password.rule';

export type PeopleCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'STORES_NEEDED'
  | 'STORE_NOT_FOUND'
  | 'MORE_THAN_OWN'
  | 'LAST_OWNER'
  | 'ALREADY_HERE'
  | 'ALREADY_INVITED'
  | 'INVITATION_ACCEPTED'
  | 'INVITATION_REVOKED'
  | 'TOO_MANY';

export const peopleMessages = {
  FORBIDDEN: { text: 'Доступом сотрудников управляет владелец организации.' },
  NOT_FOUND: { text: 'Не найдено. Возможно, доступ уже убран, а приглашение отозвано: обновите страницу.' },
  STORES_NEEDED: { text: 'Отметьте хотя бы один магазин', field: 'storeIds' },
  STORE_NOT_FOUND: { text: 'Такого магазина нет. Обновите страницу и выберите снова.', field: 'storeIds' },
  MORE_THAN_OWN: { text: 'Нельзя дать больше прав, чем есть у вас.', field: 'role' },
  LAST_OWNER: {
    text: 'Это последний владелец. Сначала сделайте владельцем кого-то ещё: без владельца никто не сможет управлять доступом.',
  },
  ALREADY_HERE: { text: 'Этот человек уже есть в списке сотрудников.', field: 'email' },
  ALREADY_INVITED: {
    text: 'На этот адрес уже есть приглашение: отправьте его ещё раз или отзовите в списке приглашений.',
    field: 'email',
  },
  INVITATION_ACCEPTED: { text: 'Приглашение уже принято: человек есть в списке сотрудников.' },
  INVITATION_REVOKED: { text: 'Приглашение отозвано. Пригласите человека заново.' },
  TOO_MANY: { text: 'Слишком много приглашений подряд. Повторите через час.' },
} as const satisfies Messages<PeopleCode>;

export type AcceptCode =
  | PasswordCode
  | 'LINK_UNKNOWN'
  | 'LINK_EXPIRED'
  | 'LINK_REVOKED'
  | 'LINK_USED'
  | 'WRONG_PASSWORD'
  | 'TOO_MANY'
  | 'PERSON_CHANGED'
  | 'ALREADY_HERE'
  | 'IN_ANOTHER_ORGANIZATION';

export const acceptMessages = {
  ...passwordMessages,
  LINK_UNKNOWN: {
    text: 'Ссылка не подходит. Откройте её из последнего письма целиком или попросите пригласить вас ещё раз.',
  },
  LINK_EXPIRED: { text: 'Срок приглашения вышел. Попросите владельца отправить его ещё раз.' },
  LINK_REVOKED: {
    text: 'Приглашение отозвано. Если это ошибка, попросите владельца пригласить вас ещё раз.',
  },
  LINK_USED: { text: 'Приглашение уже принято. Войдите с e-mail и паролем.' },
  WRONG_PASSWORD: {
    text: 'Пароль не подходит. Это пароль, с которым вы входили в кабинет раньше.',
    field: 'password',
  },
  TOO_MANY: { text: 'Слишком много попыток. Повторите через 15 минут.' },
  PERSON_CHANGED: {
    text: 'Пока страница была открыта, этот адрес стал известен кабинету. Обновите страницу.',
  },
  ALREADY_HERE: { text: 'Вы уже работаете в этой организации. Войдите с e-mail и паролем.' },
  IN_ANOTHER_ORGANIZATION: {
    text: 'Этот адрес уже работает в другой организации, а человек может быть только в одной. Попросите пригласить вас на другой адрес или попросите владельца той организации убрать ваш доступ.',
  },
} as const satisfies Messages<AcceptCode>;

export type ViewCode = 'FORBIDDEN' | 'NOT_FOUND' | 'STORES_NEEDED' | 'STORE_NOT_FOUND';

export const viewMessages = {
  FORBIDDEN: { text: 'Смотреть кабинет как другая роль может владелец организации.' },
  NOT_FOUND: { text: 'Вход не найден. Войдите в кабинет заново.' },
  STORES_NEEDED: peopleMessages.STORES_NEEDED,
  STORE_NOT_FOUND: peopleMessages.STORE_NOT_FOUND,
} as const satisfies Messages<ViewCode>;
