import { type ReactNode, useId } from 'react';
import { cx } from '@/components/ui/cx';

export interface SectionProps {
  title?: ReactNode;
  count?: string | undefined;
  lead?: ReactNode;
  action?: ReactNode;
  id?: string | undefined;
  /** `rule` opens with a line; `plain` has none, above a table that has its own. */
  look?: 'rule' | 'plain' | undefined;
  className?: string | undefined;
  children: ReactNode;
}

export function Section({
  title,
  count,
  lead,
  action,
  id,
  look = 'rule',
  className,
  children,
}: SectionProps) {
  const own = useId();
  return (
    <section
      id={id}
      aria-labelledby={title ? own : undefined}
      className={cx('mt-8 first:mt-0 md:mt-10', className)}
    >
      {title ? (
        <div
          className={cx(
            'flex flex-wrap items-baseline gap-x-4 gap-y-1 pb-2',
            look === 'rule' && 'mb-3 border-b border-edge/60',
          )}
        >
          <h2 id={own} className="text-20 font-semibold">
            {title}
            {count ? <span className="font-normal text-ink-3 tabular-nums"> {count}</span> : null}
          </h2>
          {action ? (
            <div className="ms-auto flex flex-wrap gap-2 self-center print:hidden">{action}</div>
          ) : null}
          {lead ? (
            <div className="basis-full">
              <p className="max-w-[68ch] text-ink-2">{lead}</p>
            </div>
          ) : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}
