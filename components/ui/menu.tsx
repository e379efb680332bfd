'use client';

import {
  cloneElement,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';
import { BareLink } from './link';

export interface MenuProps {
  /** A Button or IconButton. */
  trigger: ReactElement;
  align?: 'start' | 'end' | undefined;
  children: ReactNode;
}

const CloseContext = createContext<() => void>(() => undefined);
const ITEMS = '[role^="menuitem"]:not([aria-disabled="true"])';

function place(panel: HTMLElement, trigger: HTMLElement, align: 'start' | 'end'): void {
  if (window.matchMedia('(width < 45rem)').matches) {
    panel.style.inset = '';
    panel.style.maxHeight = '';
    return;
  }
  const box = trigger.getBoundingClientRect();
  const width = panel.offsetWidth;
  const below = window.innerHeight - box.bottom - 12;
  const up = below < panel.scrollHeight && box.top > below;
  const left = align === 'end' ? box.right - width : box.left;
  panel.style.inset = up
    ? `auto auto ${window.innerHeight - box.top + 4}px auto`
    : `${box.bottom + 4}px auto auto auto`;
  panel.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8))}px`;
  panel.style.maxHeight = `${up ? box.top - 12 : below}px`;
}

/** A native popover with the keys of a menu; on phones a sheet from below. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const typed = useRef({ text: '', at: 0 });
  const button = () => document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(id)}"]`);
  const close = () => panel.current?.hidePopover();

  useEffect(() => {
    if (!open) return;
    const hide = () => panel.current?.hidePopover();
    window.addEventListener('resize', hide);
    window.addEventListener('scroll', hide, { passive: true });
    return () => {
      window.removeEventListener('resize', hide);
      window.removeEventListener('scroll', hide);
    };
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(panel.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const go = (index: number) => {
      event.preventDefault();
      items[(index + items.length) % items.length]?.focus();
    };
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at < 0 ? -1 : at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key === 'Tab') close();
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const past = typed.current;
      const text = (event.timeStamp - past.at < 600 ? past.text : '') + event.key.toLowerCase();
      typed.current = { text, at: event.timeStamp };
      items.find((item) => item.textContent.trim().toLowerCase().startsWith(text))?.focus();
    }
  };

  return (
    <CloseContext value={close}>
      {cloneElement(trigger as ReactElement<Record<string, unknown>>, {
        popoverTarget: id,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
      })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true);
        }}
        onToggle={(event) => {
          if (event.newState === 'closed') setOpen(false);
          const from = button();
          if (event.newState !== 'open' || !panel.current || !from) return;
          place(panel.current, from, align);
          panel.current.querySelector<HTMLElement>(ITEMS)?.focus({ preventScroll: true });
        }}
        className="sheet text-start md:max-w-88 md:min-w-52 md:overflow-y-auto md:rounded-surface"
      >
        <div className="p-1 max-md:p-2">{open ? children : null}</div>
      </div>
    </CloseContext>
  );
}

const itemClass =
  'flex min-h-9 w-full items-center gap-2.5 rounded-control px-2.5 py-1.5 text-start text-14 select-none hover:bg-wash focus-visible:-outline-offset-2 max-md:min-h-12 max-md:text-16 touch:min-h-11 aria-disabled:text-ink-3 aria-disabled:hover:bg-transparent';

export interface MenuItemProps {
  children: ReactNode;
  icon?: IconName | undefined;
  /** Why it is off, or what it will do. */
  note?: ReactNode;
  disabled?: boolean | undefined;
  danger?: boolean | undefined;
  onClick?: (() => void) | undefined;
  href?: string | undefined;
  /** With href: a plain anchor for downloads. */
  plain?: boolean | undefined;
}

export function MenuItem({ children, icon, note, disabled, danger, onClick, href, plain }: MenuItemProps) {
  const close = useContext(CloseContext);
  const shared = {
    role: 'menuitem',
    tabIndex: -1,
    className: cx(itemClass, danger && 'text-failed'),
    onClick: () => {
      close();
      onClick?.();
    },
    children: (
      <>
        {icon ? <Icon name={icon} className={danger ? undefined : 'text-ink-2'} /> : null}
        <span className="min-w-0 flex-1">
          {children}
          {note ? <span className="block text-13 text-ink-2">{note}</span> : null}
        </span>
      </>
    ),
  };
  if (disabled) return <div {...shared} onClick={undefined} aria-disabled />;
  if (href && plain) return <a href={href} {...shared} />;
  if (href) return <BareLink href={href} {...shared} />;
  return <button type="button" {...shared} />;
}

export interface MenuCheckItemProps {
  children: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
}

/** Does not close the menu. */
export function MenuCheckItem({ children, checked, onChange, disabled }: MenuCheckItemProps) {
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      aria-checked={checked}
      aria-disabled={disabled}
      tabIndex={-1}
      onClick={() => {
        if (!disabled) onChange(!checked);
      }}
      className={itemClass}
    >
      <Icon name="check" className={checked ? 'text-accent' : 'invisible'} />
      <span className="min-w-0 flex-1">{children}</span>
    </button>
  );
}

export function MenuSeparator() {
  return <div role="separator" className="mx-2.5 my-1 h-px bg-line" />;
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label}>
      <p aria-hidden className="px-2.5 pt-2 pb-1 text-13 text-ink-2">
        {label}
      </p>
      {children}
    </div>
  );
}
