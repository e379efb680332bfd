import { menuItems, type NavItem, sectionsFor } from '@/components/layout/menu-items';
import type { IconName } from '@/components/ui/icon';
import { type Permission, type Role, roleMay } from '@/lib/access/permission.rule';

/** A page to go to or something to do. */
export interface Entry {
  readonly label: string;
  /** `SIGN_OUT` is no page */
  readonly href: string;
  readonly icon: IconName;
  /** the section that a page stands in */
  readonly section?: string | undefined;
  /** other words that people look for it by */
  readonly also?: string | undefined;
  readonly needs?: Permission | undefined;
}

export const SIGN_OUT = '#sign-out';

const alsoOfSections: Readonly<Record<string, string>> = {
  '/': 'внимание начало',
  '/terminals': 'касса кассы эвотор',
  '/sim-cards': 'карта карты симка sim сим-карта',
  '/orders': 'заказ доставка посылка',
  '/modules': 'модуль приложения каталог',
  '/subscriptions': 'подписка оплата продление период',
  '/receipts': 'чек почта печать отправка',
  '/finance': 'деньги баланс счёт лицевой',
  '/stores': 'магазин точка торговая',
  '/staff': 'сотрудник люди права роли пользователи',
  '/audit': 'история действия кто',
  '/settings': 'организация реквизиты профиль',
  '/sandbox': 'время часы операторы сбой',
};

/** Pages below the sections. */
const pages: readonly Entry[] = [
  {
    label: 'Карты списком',
    href: '/sim-cards/bulk',
    icon: 'card-sim',
    needs: 'simCards.switch',
    also: 'много csv xlsx массовые',
  },
  {
    label: 'Лимит трафика',
    href: '/sim-cards/limits',
    icon: 'signal',
    needs: 'simCards.read',
    also: 'интернет мегабайты',
  },
  {
    label: 'Адресная книга',
    href: '/orders/addresses',
    icon: 'map-pin',
    needs: 'cardOrders.manage',
    also: 'адрес доставки получатель',
  },
  {
    label: 'Сравнить комплекты',
    href: '/modules/kits',
    icon: 'blocks',
    needs: 'modules.read',
    also: 'смарт-терминал плюс тарифы цены',
  },
  {
    label: 'Кассы и отправка чеков',
    href: '/receipts/terminals',
    icon: 'mail',
    needs: 'receipts.read',
    also: 'готовность касса',
  },
  {
    label: 'Журнал чеков',
    href: '/receipts/journal',
    icon: 'receipt-text',
    needs: 'receipts.read',
    also: 'письма покупатель',
  },
  {
    label: 'Календарь списаний',
    href: '/finance/calendar',
    icon: 'calendar',
    needs: 'finance.read',
    also: 'прогноз будущие следующее',
  },
  {
    label: 'Расходы',
    href: '/finance/spending',
    icon: 'wallet',
    needs: 'finance.read',
    also: 'траты затраты',
  },
  {
    label: 'Движения по счёту',
    href: '/finance/ledger',
    icon: 'wallet',
    needs: 'finance.read',
    also: 'выписка история списания операции',
  },
  {
    label: 'Карты и автоплатёж',
    href: '/finance/cards',
    icon: 'wallet',
    needs: 'finance.read',
    also: 'банковская карта автопополнение',
  },
  {
    label: 'Счета на оплату',
    href: '/finance/invoices',
    icon: 'file-text',
    needs: 'finance.read',
    also: 'счёт безнал',
  },
  {
    label: 'Акты',
    href: '/finance/acts',
    icon: 'file-text',
    needs: 'finance.read',
    also: 'закрывающие документы акт',
  },
  { label: 'Права ролей', href: '/staff/rights', icon: 'users', needs: 'staff.read', also: 'роль доступ' },
  {
    label: 'Вход и пароль',
    href: '/settings/security',
    icon: 'key-round',
    also: 'сменить безопасность код сеансы',
  },
];

const sandboxPages: readonly Entry[] = [
  { label: 'Почта песочницы', href: '/sandbox/inbox', icon: 'mail', also: 'письма' },
  { label: 'Виртуальная касса', href: '/till', icon: 'calculator', also: 'продажа чек' },
];

const actions: readonly Entry[] = [
  {
    label: 'Активировать карты',
    href: '/sim-cards?state=READY',
    icon: 'power',
    needs: 'simCards.switch',
    also: 'включить карту симку',
  },
  {
    label: 'Добавить кассу',
    href: '/terminals/add',
    icon: 'plus',
    needs: 'terminals.manage',
    also: 'подключить терминал код',
  },
  {
    label: 'Пополнить счёт',
    href: '/finance/top-up',
    icon: 'wallet',
    needs: 'finance.topUp',
    also: 'оплатить деньги баланс',
  },
  {
    label: 'Заказать карты',
    href: '/orders/new',
    icon: 'package',
    needs: 'cardOrders.manage',
    also: 'купить новые карту симку',
  },
  {
    label: 'Пригласить человека',
    href: '/staff?invite=1',
    icon: 'user-plus',
    needs: 'staff.manage',
    also: 'добавить сотрудника людей',
  },
  {
    label: 'Добавить карту по номеру',
    href: '/sim-cards/add',
    icon: 'card-sim',
    needs: 'simCards.manage',
    also: 'iccid симку',
  },
  {
    label: 'Выставить счёт на оплату',
    href: '/finance/invoices/new',
    icon: 'file-text',
    needs: 'finance.topUp',
    also: 'безнал юрлицо',
  },
  {
    label: 'Настроить чеки организации',
    href: '/receipts/organization',
    icon: 'mail',
    needs: 'receipts.configure',
    also: 'печать e-mail почта',
  },
  {
    label: 'Импорт касс из облака Эвотор',
    href: '/terminals/import',
    icon: 'download',
    needs: 'terminals.manage',
    also: 'загрузить перенести токен',
  },
  {
    label: 'Добавить магазин',
    href: '/stores/new',
    icon: 'store',
    needs: 'stores.create',
    also: 'создать новый точку',
  },
  { label: 'Выйти', href: SIGN_OUT, icon: 'log-out', also: 'выход завершить' },
];

const forRole = (entries: readonly Entry[], role: Role): readonly Entry[] =>
  entries.filter(({ needs }) => needs === undefined || roleMay(role, needs));

const sectionEntry = ({ label, href, icon }: NavItem): Entry => ({
  label,
  href,
  icon,
  also: alsoOfSections[href],
});

const below = (entry: Entry): Entry => {
  const section = menuItems.find(({ href }) => href !== '/' && entry.href.startsWith(`${href}/`));
  return { ...entry, section: section?.label ?? 'Песочница' };
};

export interface Entries {
  /** what the menu shows */
  readonly sections: readonly Entry[];
  /** found by their words only */
  readonly pages: readonly Entry[];
  readonly actions: readonly Entry[];
}

/** Where the role may go and what it may do. */
export const entriesFor = (role: Role, isSandbox: boolean): Entries => ({
  sections: sectionsFor(role, isSandbox).map(sectionEntry),
  pages: forRole(isSandbox ? [...pages, ...sandboxPages] : pages, role).map(below),
  actions: forRole(actions, role),
});
