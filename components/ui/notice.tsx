import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon } from './icon';
import { type Tone, toneIcon, toneText, toneTint } from './tone';

export interface NoticeProps {
  tone?: Tone | undefined;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Announce it when it appears. */
  live?: 'status' | 'alert' | undefined;
  className?: string | undefined;
}

export function Notice({ tone = 'waits', title, children, action, live, className }: NoticeProps) {
  return (
    <div
      role={live}
      className={cx(
        'flex flex-wrap items-start gap-x-4 gap-y-2 rounded-control px-3.5 py-3',
        toneTint[tone],
        className,
      )}
    >
      <div className="flex min-w-56 flex-1 gap-2.5">
        <Icon name={toneIcon[tone]} size={18} className={cx('mt-[0.1em]', toneText[tone])} />
        <div className="max-w-[68ch] min-w-0">
          {title ? <p className="font-semibold">{title}</p> : null}
          {children ? <div className="text-ink">{children}</div> : null}
        </div>
      </div>
      {action ? <div className="flex flex-wrap gap-2 max-md:w-full max-md:ps-7">{action}</div> : null}
    </div>
  );
}
