import type { Messages } from '@/lib/core/messages';
import { counted } from '@/lib/core/text';
import type { RemovalCode } from './removal.rule';

export type StoreCode = 'FORBIDDEN' | 'NOT_FOUND' | 'CHANGED_MEANWHILE' | 'NAME_TAKEN' | RemovalCode;

const much = (count: string | number | undefined, forms: readonly [string, string, string]): string =>
  counted(Number(count ?? 0), forms);

export const storeMessages = {
  FORBIDDEN: { text: 'У вашей роли нет права менять магазины. Попросите владельца организации.' },
  NOT_FOUND: { text: 'Магазин не найден. Возможно, его больше нет или у вас нет к нему доступа.' },
  CHANGED_MEANWHILE: {
    text: 'Магазин изменили, пока форма была открыта. Закройте её, посмотрите новые значения и повторите.',
  },
  NAME_TAKEN: { text: 'Магазин с таким названием уже есть. Назовите этот иначе', field: 'name' },
  STORE_HAS_TERMINALS: {
    text: ({ count }) =>
      `В магазине ${much(count, ['касса', 'кассы', 'касс'])}. Сначала переместите их в другой магазин: «Терминалы», отметьте кассы, «Переместить».`,
  },
  STORE_HAS_CARDS: {
    text: ({ count }) =>
      `За магазином ${much(count, ['смарт-карта', 'смарт-карты', 'смарт-карт'])}. Сначала привяжите их к кассам других магазинов.`,
  },
  STORE_HAS_ORDERS: {
    text: () =>
      'Для этого магазина заказывали смарт-карты, и он останется в истории заказов. Удалить его нельзя, переименовать можно.',
  },
} as const satisfies Messages<StoreCode>;
