'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';
import { buttonClass, type ButtonSize } from './button';
import { cx } from './cx';
import { Icon } from './icon';

export interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** Renders as the opening control, usually a Button. */
  trigger?: ReactElement | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** While something runs that must not be walked away from. */
  locked?: boolean | undefined;
  width?: 'narrow' | 'normal' | 'wide' | undefined;
  children: ReactNode;
}

const widths = { narrow: 'md:max-w-md', normal: 'md:max-w-xl', wide: 'md:max-w-3xl' };

export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  locked,
  width = 'normal',
  children,
}: DialogProps) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => {
        if (!locked || next) onOpenChange?.(next);
      }}
      disablePointerDismissal={locked ?? false}
    >
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center md:items-center md:p-6">
          <Base.Popup
            className={cx(
              'flex max-h-[92dvh] w-full flex-col overflow-hidden rounded-t-[12px] bg-surface shadow-pop transition-[opacity,transform] duration-150 outline-none md:max-h-[min(46rem,92dvh)] md:rounded-surface',
              'data-ending-style:opacity-0 data-starting-style:opacity-0 max-md:data-ending-style:translate-y-8 max-md:data-starting-style:translate-y-8 md:data-starting-style:translate-y-1',
              widths[width],
            )}
          >
            <div className="flex items-start gap-4 px-4 pt-4 pb-3 md:px-6 md:pt-5">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-20 font-semibold">{title}</Base.Title>
                {description ? (
                  <Base.Description className="mt-1.5 text-pretty text-ink-2" render={<div />}>
                    {description}
                  </Base.Description>
                ) : null}
              </div>
              <Base.Close
                aria-label="Закрыть"
                disabled={locked ?? false}
                className="-me-2 -mt-1.5 grid size-9 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-wash hover:text-ink disabled:opacity-40 touch:size-11"
              >
                <Icon name="x" size={18} />
              </Base.Close>
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 md:px-6">{children}</div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** The row of decisions: stays in sight while the body scrolls. Put the main one last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 -mx-4 mt-5 flex flex-col-reverse gap-2 border-t border-line bg-surface px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:-mx-6 md:flex-row md:items-center md:justify-end md:px-6 md:py-4">
      {children}
    </div>
  );
}

export function DialogClose({
  children,
  size = 'medium',
  disabled,
}: {
  children: ReactNode;
  size?: ButtonSize | undefined;
  disabled?: boolean | undefined;
}) {
  return (
    <Base.Close className={buttonClass('quiet', size)} disabled={disabled ?? false}>
      {children}
    </Base.Close>
  );
}
