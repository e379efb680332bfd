'use client';

import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { useToast } from '@/components/ui/toast';
import type { Role } from '@/lib/access/permission.rule';
import { isPaletteKey } from './hotkey.rule';
import type { PaletteProps } from './palette';

export interface PaletteButtonProps {
  role: Role;
  isSandbox: boolean;
  /** keys are named and held as on a Mac */
  isMac: boolean;
}

/** Something else waits for a decision; a message that stands in a corner is called a dialog too, and waits for none. */
const otherDialog = () =>
  document.querySelector(':is([role="dialog"], [role="alertdialog"]):not([aria-modal="false"])') !== null;
const closeMenus = () => {
  for (const menu of document.querySelectorAll<HTMLElement>('[popover]:popover-open')) menu.hidePopover();
};

/** Opens the search over everything, which is loaded then and not before. */
export function PaletteButton({ role, isSandbox, isMac }: PaletteButtonProps) {
  const [open, setOpen] = useState(false);
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);
  const isAsked = useRef(false);
  const toast = useToast();

  const show = useCallback(() => {
    closeMenus();
    setOpen(true);
    if (isAsked.current) return;
    isAsked.current = true;
    import('./palette').then(
      (loaded) => setPalette(() => loaded.default),
      () => {
        isAsked.current = false;
        setOpen(false);
        toast({
          tone: 'failed',
          title: 'Поиск не открылся',
          text: 'Проверьте интернет и попробуйте ещё раз.',
        });
      },
    );
  }, [toast]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPaletteKey(event, isMac)) return;
      if (open) {
        event.preventDefault();
        setOpen(false);
      } else if (!otherDialog()) {
        event.preventDefault();
        show();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open, show, isMac]);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
        onClick={show}
        className="flex min-h-9 min-w-9 items-center justify-center gap-2 rounded-control text-ink-2 hover:bg-wash md:w-52 md:justify-start md:border md:border-edge md:bg-surface md:ps-3 md:pe-2 noscript:hidden touch:min-h-11 touch:min-w-11"
      >
        <Icon name="search" size={18} />
        <span className="max-md:sr-only">Поиск</span>
        <kbd aria-hidden className="ms-auto font-sans text-13 text-ink-3 max-md:hidden touch:hidden">
          {isMac ? '⌘K' : 'Ctrl K'}
        </kbd>
      </button>
      {Palette ? (
        <Palette role={role} isSandbox={isSandbox} open={open} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
