import type { AuditGroup } from './model';

export const groupNames: Readonly<Record<AuditGroup, string>> = {
  access: 'Входы и запросы',
  people: 'Сотрудники и права',
  billing: 'Деньги',
  invoicing: 'Счета и акты',
  cardOrders: 'Заказы карт',
  installations: 'Модули',
  receipts: 'Чеки на e-mail',
  simCards: 'Смарт-карты',
  stores: 'Магазины',
  subscriptions: 'Подписки',
  terminals: 'Кассы',
};

/** What an entry is about. */
export const kindNames: Readonly<Record<string, string>> = {
  user: 'Сотрудник',
  invitation: 'Приглашение',
  request: 'Запрос',
  organization: 'Организация',
  store: 'Магазин',
  terminal: 'Касса',
  module: 'Модуль',
  simCard: 'Смарт-карта',
  simBulk: 'Список карт',
  cardOrder: 'Заказ карт',
  address: 'Адрес доставки',
  subscription: 'Подписка',
  payment: 'Платёж',
  paymentCard: 'Банковская карта',
  refund: 'Возврат на карту',
  autopay: 'Автоплатёж',
  invoice: 'Счёт на оплату',
  act: 'Акт',
  receipt: 'Чек',
  receiptSetting: 'Настройка чеков',
  receiptAddress: 'Адрес по умолчанию',
  cloud: 'Облако Эвотор',
};

/** Actors that are not people. */
export const otherActors = [
  { id: 'JOB', name: 'Кабинет (сам)' },
  { id: 'TERMINAL', name: 'Кассы' },
  { id: 'OPERATOR', name: 'Операторы связи' },
] as const;

const pages: Readonly<Record<string, string>> = {
  simCard: '/sim-cards',
  simBulk: '/sim-cards/bulk',
  terminal: '/terminals',
  cardOrder: '/orders',
  subscription: '/subscriptions',
  module: '/modules',
  store: '/stores',
  receipt: '/receipts/journal',
  invoice: '/finance/invoices',
  payment: '/finance/top-up',
};

/** Page of the object; null: it has none. */
export function objectHref(objectType: string, objectId: string): string | null {
  const section = pages[objectType];
  return section && objectId ? `${section}/${objectId}` : null;
}
