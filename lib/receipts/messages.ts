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
