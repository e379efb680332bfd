import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';
import { BareLink, type BareLinkProps } from './link';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

interface ButtonLook {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: IconName | undefined;
  iconEnd?: IconName | undefined;
  /** Full width on phones. */
  wide?: boolean | undefined;
  children: ReactNode;
}

export interface ButtonProps extends ButtonLook, Omit<ComponentPropsWithRef<'button'>, 'children'> {
  href?: undefined;
  pending?: boolean | undefined;
  /** The words while pending: «Сохраняем…». */
  pendingLabel?: string | undefined;
}

export interface ButtonLinkProps extends ButtonLook, Omit<BareLinkProps, 'children'> {
  /** A plain anchor without client navigation: downloads, other sites. */
  plain?: boolean | undefined;
}

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent font-semibold hover:bg-accent-strong',
  secondary: 'bg-surface text-ink shadow-[inset_0_0_0_1px_var(--color-edge)] hover:bg-wash',
  quiet: 'text-ink hover:bg-wash',
  danger: 'bg-danger text-on-danger font-semibold hover:bg-danger-strong',
};

const sizes: Record<ButtonSize, string> = {
  small: 'min-h-8 touch:min-h-11 gap-1.5 px-2.5 py-1 text-13',
  medium: 'min-h-9 touch:min-h-11 gap-2 px-3.5 py-1.5 text-14',
  large: 'min-h-11 gap-2 px-5 py-2 text-16',
};

export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'medium',
  wide?: boolean,
): string {
  return cx(
    'inline-flex select-none items-center justify-center rounded-control text-center leading-tight active:translate-y-px',
    'disabled:pointer-events-none disabled:bg-wash disabled:text-ink-3 disabled:shadow-none aria-disabled:active:translate-y-0',
    variants[variant],
    sizes[size],
    wide && 'max-md:w-full',
  );
}

function Inside({ icon, iconEnd, children }: Pick<ButtonLook, 'icon' | 'iconEnd' | 'children'>) {
  return (
    <>
      {icon ? <Icon name={icon} /> : null}
      <span className="min-w-0">{children}</span>
      {iconEnd ? <Icon name={iconEnd} /> : null}
    </>
  );
}

export function Button(props: ButtonProps | ButtonLinkProps) {
  if (props.href !== undefined) {
    const { variant, size, icon, iconEnd, wide, plain, className, children, replace, scroll, ...rest } =
      props;
    const inside = (
      <Inside icon={icon} iconEnd={iconEnd}>
        {children}
      </Inside>
    );
    const classes = cx(buttonClass(variant, size, wide), className);
    return plain ? (
      <a className={classes} {...rest}>
        {inside}
      </a>
    ) : (
      <BareLink className={classes} replace={replace} scroll={scroll} {...rest}>
        {inside}
      </BareLink>
    );
  }
  const { variant, size, icon, iconEnd, wide, pending, pendingLabel, className, children, type, ...rest } =
    props;
  return (
    <button
      type={type ?? 'button'}
      className={cx(buttonClass(variant, size, wide), className)}
      {...rest}
      {...(pending
        ? { type: 'button' as const, 'aria-disabled': true, 'aria-busy': true, onClick: undefined }
        : {})}
    >
      {pendingLabel ? (
        <span className="grid justify-items-center *:[grid-area:1/1]">
          <span className={cx('inline-flex items-center gap-2', pending && 'invisible')}>
            <Inside icon={icon} iconEnd={iconEnd}>
              {children}
            </Inside>
          </span>
          <span className={pending ? 'pulse' : 'invisible'}>{pendingLabel}</span>
        </span>
      ) : (
        <Inside icon={icon} iconEnd={iconEnd}>
          {children}
        </Inside>
      )}
    </button>
  );
}
