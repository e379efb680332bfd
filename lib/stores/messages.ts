import type { Messages } from '@/lib/core/messages';

export type StoreCode = 'FORBIDDEN' | 'NOT_FOUND';

export const storeMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права менять магазины. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Магазин не найден. Возможно, его больше нет или у вас нет к нему доступа.' },
} as const satisfies Messages<StoreCode>;
