import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { type Theme, ThemeSwitch } from './theme-switch';

export interface UserMenuProps {
  name: string;
  /** In words: «Владелец». */
  role: string;
  theme?: Theme | undefined;
  /** A form with a sign-out button. */
  signOut: ReactNode;
  /** Links above the theme. */
  children?: ReactNode;
}

export function UserMenu({ name, role, theme = 'system', signOut, children }: UserMenuProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        className="-me-2 flex min-h-9 max-w-64 min-w-9 shrink-0 items-center gap-2 rounded-control px-2 hover:bg-wash touch:min-h-11 touch:min-w-11"
      >
        <Icon name="user" size={18} className="text-ink-2" />
        <span className="truncate max-md:sr-only">{name}</span>
        <Icon name="chevron-down" size={14} className="text-ink-2 max-md:hidden" />
      </button>
      <div
        id="user-menu"
        popover="auto"
        className="sheet md:inset-[3.25rem_1.5rem_auto_auto] md:w-64 md:rounded-surface lg:right-8"
      >
        <div className="border-b border-line px-4 py-3">
          <p className="font-semibold">{name}</p>
          <p className="text-ink-2">{role}</p>
        </div>
        {children ? <div className="border-b border-line px-4 py-2">{children}</div> : null}
        <div className="px-4 py-3">
          <ThemeSwitch theme={theme} />
        </div>
        <div className="border-t border-line px-4 py-3">{signOut}</div>
      </div>
    </>
  );
}
