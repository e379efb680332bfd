import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';
import { type Tone, toneIcon, toneText } from './tone';

export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol aria-label={label} className="@container grid">
      {children}
    </ol>
  );
}

export interface TimelineItemProps {
  /** As people read it: «сегодня, 14:05». */
  time: string;
  /** ISO 8601. */
  dateTime: string;
  title: ReactNode;
  tone?: Tone | undefined;
  icon?: IconName | undefined;
  /** Who did it. */
  by?: ReactNode;
  children?: ReactNode;
}

export function TimelineItem({ time, dateTime, title, tone, icon, by, children }: TimelineItemProps) {
  return (
    <li className="group grid grid-cols-[1.25rem_1fr] gap-x-3 @md:grid-cols-[9rem_1.25rem_1fr]">
      <time
        dateTime={dateTime}
        className="text-13 text-ink-2 @max-md:col-start-2 @max-md:row-start-1 @md:pt-px @md:text-end"
      >
        {time}
      </time>
      <span className="relative flex justify-center before:absolute before:top-6 before:bottom-0.5 before:w-px before:bg-line group-last:before:hidden @max-md:col-start-1 @max-md:row-span-2 @max-md:row-start-1">
        {tone || icon ? (
          <Icon name={icon ?? toneIcon[tone ?? 'off']} className={cx('mt-0.5', toneText[tone ?? 'off'])} />
        ) : (
          <span className="mt-1.5 size-2 rounded-full border-[1.5px] border-edge" />
        )}
      </span>
      <div className="min-w-0 pb-4 group-last:pb-0 @max-md:col-start-2">
        <p>
          {title}
          {by ? <span className="text-ink-2"> — {by}</span> : null}
        </p>
        {children ? <div className="mt-0.5 text-ink-2">{children}</div> : null}
      </div>
    </li>
  );
}
