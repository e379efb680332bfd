import { cx } from './cx';
import { BareLink } from './link';

export interface TabLink {
  href: string;
  label: string;
  count?: string | undefined;
  current?: boolean | undefined;
}

export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav
      aria-label={label}
      className="border-b border-line max-md:[scrollbar-width:none] max-md:overflow-x-auto max-md:[contain:inline-size]"
    >
      <ul className="flex gap-x-6 max-md:w-max md:-mb-px md:flex-wrap">
        {tabs.map((tab) => (
          <li key={tab.href} className={cx(tab.current && '[scroll-initial-target:nearest]')}>
            <BareLink
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? 'page' : undefined}
              className={cx(
                'flex min-h-10 items-center gap-1.5 border-b-2 whitespace-nowrap touch:min-h-11',
                tab.current
                  ? 'border-accent font-semibold'
                  : 'border-transparent text-ink-2 hover:border-edge hover:text-ink',
              )}
            >
              {tab.label}
              {tab.count ? <span className="font-normal text-ink-2 tabular-nums">{tab.count}</span> : null}
            </BareLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
