import type { IconName } from '@/components/ui/icon';
import { type Permission, type Role, roleMay } from '@/lib/access/permission.rule';

export interface NavItem {
  label: string;
  href: string;
  icon: IconName;
  /** Who may not is not shown it; each page checks for itself. */
  needs?: Permission | undefined;
  /** Stands in the bottom bar of phones; the rest goes under «Ещё». */
  phone?: boolean | undefined;
  /** A short number beside the words. */
  count?: string | undefined;
  /** Starts a new group. */
  apart?: boolean | undefined;
}

export const menuItems: readonly NavItem[] = [
  { label: 'Главная', href: '/', icon: 'house', phone: true },
  { label: 'Терминалы', href: '/terminals', icon: 'calculator', needs: 'terminals.read', phone: true },
  { label: 'Смарт-карты', href: '/sim-cards', icon: 'card-sim', needs: 'simCards.read', phone: true },
  { label: 'Заказы', href: '/orders', icon: 'package', needs: 'cardOrders.read' },
  { label: 'Модули', href: '/modules', icon: 'blocks', needs: 'modules.read' },
  { label: 'Подписки', href: '/subscriptions', icon: 'calendar-sync', needs: 'subscriptions.read' },
  { label: 'Чеки на e-mail', href: '/receipts', icon: 'mail', needs: 'receipts.read' },
  { label: 'Финансы', href: '/finance', icon: 'wallet', needs: 'finance.read', phone: true },
  { label: 'Магазины', href: '/stores', icon: 'store', needs: 'stores.read', apart: true },
  { label: 'Сотрудники', href: '/staff', icon: 'users', needs: 'staff.read' },
  { label: 'Журнал', href: '/audit', icon: 'history', needs: 'audit.read' },
  { label: 'Настройки', href: '/settings', icon: 'settings' },
];

export const sandboxItem: NavItem = {
  label: 'Песочница',
  href: '/sandbox',
  icon: 'flask-conical',
  apart: true,
};

/** Sections that the role may open, for the menu and for the search over everything. */
export const sectionsFor = (role: Role, isSandbox: boolean): readonly NavItem[] =>
  (isSandbox ? [...menuItems, sandboxItem] : menuItems).filter(
    ({ needs }) => needs === undefined || roleMay(role, needs),
  );
