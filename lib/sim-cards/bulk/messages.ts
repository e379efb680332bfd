import type { Messages } from '@/lib/core/messages';
import { type SimCardCode, simCardMessages } from '../messages';

export type BulkCode =
  | Extract<
      SimCardCode,
      'FORBIDDEN' | 'MODULE_NOT_INSTALLED' | 'QUOTE_CHANGED' | 'INSUFFICIENT_FUNDS' | 'PERIOD_INVALID'
    >
  | 'NOT_FOUND'
  | 'LIST_EMPTY'
  | 'LIST_TOO_LONG'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'FILE_OLD_SHEET'
  | 'NOTHING_TO_DO'
  | 'BULK_STATE';

const { FORBIDDEN, MODULE_NOT_INSTALLED, QUOTE_CHANGED, INSUFFICIENT_FUNDS, PERIOD_INVALID } =
  simCardMessages;

export const bulkMessages = {
  FORBIDDEN,
  MODULE_NOT_INSTALLED,
  QUOTE_CHANGED,
  INSUFFICIENT_FUNDS,
  PERIOD_INVALID,
  NOT_FOUND: { text: 'Такого списка нет. Возможно, у вас нет к нему доступа.' },
  LIST_EMPTY: {
    text: 'В списке нет ни одной строки. Вставьте номера карт, по одному в строке.',
    field: 'list',
  },
  LIST_TOO_LONG: {
    text: ({ rows, most }) =>
      `В списке больше строк, чем можно за один раз: ${rows ?? ''} из ${most ?? ''}. Разделите его на части.`,
    field: 'list',
  },
  FILE_TOO_LARGE: {
    text: ({ most }) =>
      `Файл больше ${most ?? ''}\u00a0МБ. Оставьте в нём столбец с номерами или разделите на части.`,
    field: 'list',
  },
  FILE_UNREADABLE: {
    text: 'Файл не открывается: возможно, он повреждён или под паролем. Сохраните его как CSV или XLSX.',
    field: 'list',
  },
  FILE_OLD_SHEET: {
    text: 'Это старый формат Excel (XLS). Сохраните файл как XLSX или CSV.',
    field: 'list',
  },
  NOTHING_TO_DO: { text: 'В списке нет карт, с которыми это можно сделать. Ничего не запущено.' },
  BULK_STATE: { text: 'Пока страница была открыта, состояние изменилось. Посмотрите, что с картами сейчас.' },
} as const satisfies Messages<BulkCode>;

/** Why a running bulk waits by itself. */
export type PauseCode = 'NO_RIGHT' | 'MODULE_NOT_INSTALLED' | 'PRICE_CHANGED' | 'INSUFFICIENT_FUNDS';

export const pauseMessages = {
  NO_RIGHT: {
    text: 'У того, кто запустил, больше нет права включать и отключать карты. Продолжить может тот, у кого оно есть.',
  },
  MODULE_NOT_INSTALLED: {
    text: 'Модуль «Кассовые сервисы» удалён. Установите его и продолжите.',
  },
  PRICE_CHANGED: {
    text: 'Цена подписки изменилась. Остановите и запустите оставшиеся карты заново, по новой цене.',
  },
  INSUFFICIENT_FUNDS: {
    text: ({ missing }) =>
      `Чтобы закончить, на лицевом счёте не хватает ${missing ?? ''}. Пополните счёт и продолжите.`,
  },
} as const satisfies Messages<PauseCode>;
