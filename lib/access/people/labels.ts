import { roleNames } from '../messages';
import { type Permission, permissions, type Role, roleMay, roles } from '../permission.rule';
import { storeBound } from './people.rule';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const roleLabel = (role: Role): string => capital(roleNames[role]);

export const roleOptions = roles.map((value) => ({ value, label: roleLabel(value) }));

/** What each right lets do: a verb, as it stands in a row of the table. */
export const permissionNames: Readonly<Record<Permission, string>> = {
  'stores.read': 'Видеть магазины',
  'stores.manage': 'Менять данные и часы работы магазинов',
  'stores.create': 'Добавлять магазины',
  'terminals.read': 'Видеть кассы и их состояние',
  'terminals.manage': 'Управлять кассами: подключать, перемещать, отвязывать',
  'terminals.export': 'Выгружать список касс',
  'modules.read': 'Видеть каталог и установленные модули',
  'modules.install': 'Устанавливать и удалять модули',
  'simCards.read': 'Видеть смарт-карты и их историю',
  'simCards.switch': 'Активировать и отключать смарт-карты',
  'simCards.manage': 'Добавлять карты, менять метку, кассу и лимит трафика',
  'simCards.terminate': 'Закрывать смарт-карты навсегда',
  'subscriptions.read': 'Видеть подписки и сроки оплаты',
  'subscriptions.manage': 'Менять период, останавливать и продлевать подписки',
  'cardOrders.read': 'Видеть заказы карт',
  'cardOrders.manage': 'Заказывать смарт-карты',
  'receipts.read': 'Видеть журнал чеков',
  'receipts.configure': 'Настраивать чеки и видеть адреса покупателей',
  'receipts.resend': 'Отправлять чек ещё раз',
  'receipts.export': 'Выгружать журнал чеков',
  'finance.read': 'Видеть счёт, расходы, документы',
  'finance.topUp': 'Пополнять счёт и выставлять счета на оплату',
  'finance.cards': 'Управлять банковскими картами и автоплатежом',
  'finance.refund': 'Возвращать деньги на карту',
  'finance.receive': 'Зачислять поступления от банка',
  'staff.read': 'Видеть сотрудников и приглашения',
  'staff.manage': 'Приглашать сотрудников, менять и убирать доступ',
  'staff.viewAs': 'Смотреть кабинет как другая роль',
  'audit.read': 'Видеть журнал действий и выгружать его',
};

/** Sections of the table, by the first word of a right. */
export const sectionNames: Readonly<Record<string, string>> = {
  stores: 'Магазины',
  terminals: 'Терминалы',
  modules: 'Модули',
  simCards: 'Смарт-карты',
  subscriptions: 'Подписки',
  cardOrders: 'Заказы',
  receipts: 'Чеки на e-mail',
  finance: 'Финансы',
  staff: 'Сотрудники',
  audit: 'Журнал',
};

export type Reach = 'ALL' | 'OWN_STORES' | 'NONE';

export interface RightRow {
  readonly permission: Permission;
  readonly name: string;
  readonly reach: Readonly<Record<Role, Reach>>;
}

export interface RightSection {
  readonly name: string;
  readonly rows: readonly RightRow[];
}

const reachOf = (role: Role, permission: Permission): Reach =>
  !roleMay(role, permission) ? 'NONE' : storeBound(role) ? 'OWN_STORES' : 'ALL';

/** The table of rights as the code holds them; what no person may is left out. */
export function rightsTable(): RightSection[] {
  const sections = new Map<string, RightRow[]>();
  for (const permission of Object.keys(permissions) as Permission[]) {
    if (!roles.some((role) => roleMay(role, permission))) continue;
    const [section = ''] = permission.split('.');
    const rows = sections.get(section) ?? [];
    sections.set(section, rows);
    const reach = Object.fromEntries(roles.map((role) => [role, reachOf(role, permission)]));
    rows.push({ permission, name: permissionNames[permission], reach: reach as Record<Role, Reach> });
  }
  return [...sections].map(([section, rows]) => ({ name: sectionNames[section] ?? section, rows }));
}

export const storesWords = (stores: readonly string[] | null): string =>
  stores === null ? 'Все магазины' : stores.join(', ') || 'Ни одного';
