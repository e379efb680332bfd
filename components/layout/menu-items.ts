import type { IconName } from '@/components/ui/icon';

export interface NavItem {
  label: string;
  href: string;
  icon: IconName;
  /** Hidden when false. */
  visible?: boolean | undefined;
  /** Stands in the bottom bar of phones; the rest goes under «Ещё». */
  phone?: boolean | undefined;
  /** A short number beside the words. */
  count?: string | undefined;
  /** Starts a new group. */
  apart?: boolean | undefined;
}

export const menuItems: readonly NavItem[] = [
  { label: 'Главная', href: '/', icon: 'house', phone: true },
  { label: 'Терминалы', href: '/terminals', icon: 'calculator', phone: true },
  { label: 'Смарт-карты', href: '/sim-cards', icon: 'card-sim', phone: true },
  { label: 'Заказы', href: '/orders', icon: 'package' },
  { label: 'Модули', href: '/modules', icon: 'blocks' },
  { label: 'Подписки', href: '/subscriptions', icon: 'calendar-sync' },
  { label: 'Чеки на e-mail', href: '/receipts', icon: 'mail' },
  { label: 'Финансы', href: '/finance', icon: 'wallet', phone: true },
  { label: 'Магазины', href: '/stores', icon: 'store', apart: true },
  { label: 'Сотрудники', href: '/staff', icon: 'users' },
  { label: 'Журнал', href: '/audit', icon: 'history' },
  { label: 'Настройки', href: '/settings', icon: 'settings' },
];

export const sandboxItem: NavItem = {
  label: 'Песочница',
  href: '/sandbox',
  icon: 'flask-conical',
  apart: true,
};
