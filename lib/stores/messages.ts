import type { Messages } from '@/lib/core/messages';

export type StoreCode = 'FORBIDDEN' | 'NOT_FOUND';

export const storeMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права менять магазины. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Магазин не найден. Возможно, его больше нет или у вас нет к нему доступа.' },
} as const satisfies Messages<StoreCode>;

export type CreateStoreCode = 'FORBIDDEN' | 'NAME_TAKEN';

export const createStoreMessages = {
  FORBIDDEN: { text: 'Магазины добавляет владелец организации: попросите его.' },
  NAME_TAKEN: { text: 'Магазин с таким названием уже есть', field: 'name' },
} as const satisfies Messages<CreateStoreCode>;
