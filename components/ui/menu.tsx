'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';
import { BareLink } from './link';

export interface MenuProps {
  trigger: ReactElement;
  align?: 'start' | 'end' | undefined;
  children: ReactNode;
}

export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup className="max-h-(--available-height) max-w-[min(22rem,calc(100vw-1rem))] min-w-52 overflow-y-auto rounded-surface bg-surface p-1 shadow-pop transition-[opacity,transform] outline-none data-ending-style:opacity-0 data-starting-style:-translate-y-1 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemClass =
  'rounded-control text-14 flex min-h-9 touch:min-h-11 w-full items-center gap-2.5 px-2.5 py-1.5 outline-none select-none data-highlighted:bg-wash data-disabled:text-ink-3 data-disabled:cursor-not-allowed';

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
  const inside = (
    <>
      {icon ? <Icon name={icon} className={danger ? undefined : 'text-ink-2'} /> : null}
      <span className="min-w-0 flex-1">
        {children}
        {note ? <span className="block text-13 text-ink-2">{note}</span> : null}
      </span>
    </>
  );
  const className = cx(itemClass, danger && 'text-failed');
  return href && !disabled ? (
    <Base.LinkItem
      closeOnClick
      className={className}
      render={plain ? <a href={href} /> : <BareLink href={href} />}
    >
      {inside}
    </Base.LinkItem>
  ) : (
    <Base.Item className={className} disabled={disabled ?? false} onClick={() => onClick?.()}>
      {inside}
    </Base.Item>
  );
}

export interface MenuCheckItemProps {
  children: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
}

export function MenuCheckItem({ children, checked, onChange, disabled }: MenuCheckItemProps) {
  return (
    <Base.CheckboxItem
      className={itemClass}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled ?? false}
    >
      <Icon name="check" className={checked ? 'text-accent' : 'invisible'} />
      <span className="min-w-0 flex-1">{children}</span>
    </Base.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-2.5 my-1 h-px bg-line" />;
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-2 pb-1 text-13 text-ink-2">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}
