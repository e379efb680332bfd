import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/icon';
import { BareLink } from '@/components/ui/link';

export interface PageHeaderProps {
  title: ReactNode;
  /** «18», «100 000» */
  count?: string | undefined;
  /** The state of a detail page, in words. */
  state?: ReactNode;
  /** One line under the title. */
  lead?: ReactNode;
  /** «данные на 14:05» */
  aside?: ReactNode;
  /** The main action, and at most two quiet ones before it. */
  action?: ReactNode;
  back?: { href: string; label: string } | undefined;
}

export function PageHeader({ title, count, state, lead, aside, action, back }: PageHeaderProps) {
  return (
    <header className="mb-5 md:mb-6">
      {back ? (
        <BareLink
          href={back.href}
          className="-ms-1.5 mb-1 inline-flex min-h-8 items-center gap-1.5 rounded-control px-1.5 text-ink-2 hover:text-ink print:hidden touch:min-h-11"
        >
          <Icon name="arrow-left" />
          {back.label}
        </BareLink>
      ) : null}
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_16rem]">
          <h1 className="text-28 font-semibold tracking-[-0.01em]">
            {title}
            {count ? <span className="font-normal text-ink-3 tabular-nums"> {count}</span> : null}
          </h1>
          {state ? <div className="mt-2">{state}</div> : null}
          {lead ? <p className="mt-1.5 max-w-[68ch] text-16 text-ink-2">{lead}</p> : null}
        </div>
        {aside ? <div className="self-end text-ink-2 tabular-nums">{aside}</div> : null}
        {action ? <div className="flex flex-wrap gap-2 print:hidden">{action}</div> : null}
      </div>
    </header>
  );
}
