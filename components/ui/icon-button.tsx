import type { ComponentPropsWithRef } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  icon: IconName;
  label: string;
}

export function IconButton({ icon, label, className, type, ...rest }: IconButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      aria-label={label}
      title={label}
      className={cx(
        'inline-grid size-9 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-wash hover:text-ink disabled:pointer-events-none disabled:opacity-50 touch:size-11',
        className,
      )}
      {...rest}
    >
      <Icon name={icon} size={18} />
    </button>
  );
}
