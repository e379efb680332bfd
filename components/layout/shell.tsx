'use client';

import type { ReactNode } from 'react';
import { BareLink } from '@/components/ui/link';
import { ToastProvider } from '@/components/ui/toast';
import type { NavItem } from './menu-items';
import { SideNav, TabBar } from './nav';
import { StoreSwitcher, type StoreSwitcherProps } from './store-switcher';
import type { Theme } from './theme-switch';
import { UserMenu } from './user-menu';

export interface ShellProps extends StoreSwitcherProps {
  organisation: string;
  items: readonly NavItem[];
  user: { name: string; role: string };
  theme?: Theme | undefined;
  signOut: ReactNode;
  /** Right part of the header before the user: search, notifications. */
  headerEnd?: ReactNode;
  /** Links inside the user menu. */
  userLinks?: ReactNode;
  /** A line above everything: sandbox, maintenance. */
  banner?: ReactNode;
  children: ReactNode;
}

export function Shell({
  organisation,
  items,
  stores,
  current,
  user,
  theme,
  signOut,
  headerEnd,
  userLinks,
  banner,
  children,
}: ShellProps) {
  return (
    <ToastProvider>
      <a
        href="#content"
        className="fixed start-3 top-3 z-50 -translate-y-20 rounded-control bg-surface px-4 py-2.5 shadow-pop focus:translate-y-0"
      >
        К содержанию
      </a>
      {banner}
      <div className="max-md:[--tabbar:calc(3.5rem+env(safe-area-inset-bottom))] md:grid md:grid-cols-[6.5rem_minmax(0,1fr)] lg:grid-cols-[14.5rem_minmax(0,1fr)] print:block">
        <nav
          aria-label="Разделы"
          className="sticky top-0 h-dvh overflow-y-auto overscroll-contain border-e border-line px-2 pb-4 max-md:hidden lg:px-3 print:hidden"
        >
          <BareLink
            href="/"
            title={organisation}
            className="flex min-h-14 flex-col justify-center rounded-control py-2.5 max-lg:items-center max-lg:text-center lg:px-3"
          >
            <span className="text-13 leading-tight text-ink-2 max-lg:hidden">Кассовый кабинет</span>
            <span className="line-clamp-2 max-w-full leading-tight font-semibold max-lg:text-13">
              {organisation}
            </span>
          </BareLink>
          <div className="mb-2 border-t border-line" />
          <SideNav items={items} />
        </nav>
        <div className="min-w-0 max-md:pb-(--tabbar)">
          <header className="z-20 flex min-h-14 items-center gap-2 border-b border-line bg-paper px-4 md:sticky md:top-0 md:px-6 lg:px-8 print:hidden">
            <StoreSwitcher stores={stores} current={current} />
            <div className="ms-auto flex min-w-0 shrink-0 items-center gap-1">
              {headerEnd}
              <UserMenu name={user.name} role={user.role} theme={theme} signOut={signOut}>
                {userLinks}
              </UserMenu>
            </div>
          </header>
          <main
            id="content"
            tabIndex={-1}
            className="max-w-[84rem] px-4 pt-5 pb-12 md:px-6 md:pt-7 lg:px-8 print:p-0"
          >
            {children}
          </main>
        </div>
      </div>

      <TabBar items={items} />
    </ToastProvider>
  );
}
