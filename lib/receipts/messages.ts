import type { Messages } from '@/lib/core/messages';

export type ReceiptSettingCode = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT_VERSION';

export const receiptSettingMessages = {
  FORBIDDEN: {
    text: 'У вас нет права менять эту настройку. Общую настройку меняет владелец организации, настройку магазина — его администратор.',
  },
  NOT_FOUND: { text: 'Не найдено. Возможно, объект удалён или у вас нет к нему доступа.' },
  CONFLICT_VERSION: {
    text: ({ by }) =>
      `Пока вы редактировали, настройку изменил другой человек: ${String(by ?? 'сотрудник')}. Ваш вариант не сохранён и не потерян.`,
  },
} as const satisfies Messages<ReceiptSettingCode>;

export type ResendCode = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_KEPT' | 'UNDER_WAY' | 'TOO_MANY';

export const resendMessages = {
  FORBIDDEN: {
    text: 'У вас нет права отправлять чеки. Попросите владельца организации или администратора магазина.',
  },
  NOT_FOUND: { text: 'Чек не найден. Возможно, у вас нет доступа к его магазину.' },
  NOT_KEPT: {
    text: 'Касса передала этот чек без товаров, письмо собрать не из чего. Чек есть у ОФД.',
  },
  UNDER_WAY: { text: 'Чек уже в очереди на отправку. Дождитесь, чем она закончится.' },
  TOO_MANY: { text: ({ most }) => `Этот чек отправляли уже ${String(most ?? '')} раз. Больше нельзя.` },
} as const satisfies Messages<ResendCode>;

export type AddressLetterCode =
  'FORBIDDEN' | 'NOT_FOUND' | 'NO_ADDRESS' | 'CONFIRMED' | 'TOO_SOON' | 'TOO_MANY';

export const addressLetterMessages = {
  FORBIDDEN: {
    text: 'У вас нет права отправлять такое письмо. Попросите владельца организации или администратора магазина.',
  },
  NOT_FOUND: { text: 'Не найдено. Возможно, объект удалён или у вас нет к нему доступа.' },
  NO_ADDRESS: { text: 'Адрес по умолчанию здесь больше не задан: обновите страницу.' },
  CONFIRMED: { text: 'Адрес уже подтверждён, письмо не нужно.' },
  TOO_SOON: {
    text: ({ at }) => `Письмо уже отправляли недавно. Ещё одно можно отправить: ${String(at ?? 'позже')}.`,
  },
  TOO_MANY: { text: 'За сутки отправлено слишком много таких писем. Попробуйте завтра.' },
} as const satisfies Messages<AddressLetterCode>;

export type ChangeCode = 'FORBIDDEN' | 'NOT_FOUND' | 'NOTHING_CHOSEN';

export const changeMessages = {
  FORBIDDEN: {
    text: 'У вас нет права менять эти настройки. Попросите владельца организации или администратора магазина.',
  },
  NOT_FOUND: { text: 'Не найдено. Возможно, касса или магазин удалены или у вас нет к ним доступа.' },
  NOTHING_CHOSEN: { text: 'Выберите, что изменить: что делать с чеком, адрес по умолчанию или оба.' },
} as const satisfies Messages<ChangeCode>;
