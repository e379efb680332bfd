import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';
import { type Tone, toneIcon, toneText, toneTint } from './tone';

export interface BadgeProps {
  tone: Tone;
  children: ReactNode;
  icon?: IconName | undefined;
  /** `filled` stands out on a detail page, `plain` keeps columns quiet. */
  look?: 'plain' | 'filled' | undefined;
  /** A second line: «2-я минута из 10». */
  note?: ReactNode;
  className?: string | undefined;
}

export function Badge({ tone, children, icon, look = 'plain', note, className }: BadgeProps) {
  // Tables have fifty of them: one element, its picture drawn by the stylesheet.
  if (look === 'plain' && (icon === undefined || icon === 'circle')) {
    return (
      <span className={cx('mark', icon ? 'mark-circle' : `mark-${tone}`, toneText[tone], className)}>
        {children}
        {note ? <span className="block text-13 font-normal text-ink-2">{note}</span> : null}
      </span>
    );
  }
  return (
    <span
      className={cx(
        'inline-flex w-fit max-w-full items-start gap-1.5 align-top',
        look === 'filled' && cx('rounded-control px-2 py-1', toneTint[tone]),
        className,
      )}
    >
      <Icon name={icon ?? toneIcon[tone]} className={cx('mt-[0.18em]', toneText[tone])} />
      <span className={cx('min-w-0 font-semibold', toneText[tone])}>
        {children}
        {note ? <span className="block text-13 font-normal text-ink-2">{note}</span> : null}
      </span>
    </span>
  );
}
