'use client';

import { usePathname } from 'next/navigation';
import { useRef } from 'react';
import { cx } from '@/components/ui/cx';
import { Icon } from '@/components/ui/icon';
import { useFollow, useKeptStore } from '@/components/ui/link';
import type { NavItem } from './menu-items';

function isCurrent(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}

/** Short hyphenated words stay whole in the narrow menu. */
function unbroken(label: string) {
  if (!/(^| )\S{1,7}$/.test(label) || !label.includes('-')) return label;
  const cut = label.lastIndexOf(' ') + 1;
  return (
    <>
      {label.slice(0, cut)}
      <span className="whitespace-nowrap">{label.slice(cut)}</span>
    </>
  );
}

export function SideNav({ items }: { items: readonly NavItem[] }) {
  const path = usePathname();
  const keep = useKeptStore();
  return (
    <ul className="grid gap-0.5" {...useFollow()}>
      {items.map((item) => {
        const current = isCurrent(path, item.href);
        return (
          <li key={item.href} className={cx(item.apart && 'mt-2 border-t border-line pt-2')}>
            <a
              href={keep(item.href)}
              aria-current={current ? 'page' : undefined}
              className={cx(
                'flex min-h-9 items-center gap-3 rounded-control px-3 py-1.5 max-lg:flex-col max-lg:justify-center max-lg:gap-1 max-lg:px-1 max-lg:py-2 max-lg:text-center touch:min-h-11',
                current
                  ? 'bg-surface font-semibold shadow-[inset_0_0_0_1px_var(--color-line)]'
                  : 'hover:bg-wash',
              )}
            >
              <Icon name={item.icon} size={18} className={current ? 'text-accent' : 'text-ink-2'} />
              <span className="min-w-0 leading-tight max-lg:text-13">{unbroken(item.label)}</span>
              {item.count ? (
                <span className="text-13 text-ink-2 tabular-nums lg:ms-auto">{item.count}</span>
              ) : null}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const tabClass =
  'flex min-h-14 w-full flex-col items-center justify-center gap-0.5 text-13 leading-none tracking-[-0.02em]';

export function TabBar({ items }: { items: readonly NavItem[] }) {
  const path = usePathname();
  const keep = useKeptStore();
  const follow = useFollow();
  const sheet = useRef<HTMLDivElement>(null);
  const main = items.filter((item) => item.phone).slice(0, 4);
  const rest = items.filter((item) => !main.includes(item));
  const elsewhere = rest.some((item) => isCurrent(path, item.href));
  return (
    <>
      <nav
        aria-label="Главные разделы"
        className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
      >
        <ul className="flex px-1" {...follow}>
          {main.map((item) => {
            const current = isCurrent(path, item.href);
            return (
              <li key={item.href} className="flex-auto">
                <a
                  href={keep(item.href)}
                  aria-current={current ? 'page' : undefined}
                  className={cx(tabClass, current ? 'font-semibold text-ink' : 'text-ink-2')}
                >
                  <Icon name={item.icon} size={22} className={current ? 'text-accent' : undefined} />
                  {item.label}
                </a>
              </li>
            );
          })}
          {rest.length > 0 ? (
            <li className="flex-auto">
              <button
                type="button"
                popoverTarget="more-sections"
                className={cx(tabClass, elsewhere ? 'font-semibold text-ink' : 'text-ink-2')}
              >
                <Icon name="ellipsis" size={22} className={elsewhere ? 'text-accent' : undefined} />
                Ещё
              </button>
            </li>
          ) : null}
        </ul>
      </nav>
      <div ref={sheet} id="more-sections" popover="auto" className="sheet md:hidden">
        <nav aria-label="Остальные разделы" className="p-2">
          <ul {...follow}>
            {rest.map((item) => {
              const current = isCurrent(path, item.href);
              return (
                <li key={item.href} className={cx(item.apart && 'mt-1.5 border-t border-line pt-1.5')}>
                  <a
                    href={keep(item.href)}
                    aria-current={current ? 'page' : undefined}
                    onClick={() => sheet.current?.hidePopover()}
                    className={cx(
                      'flex min-h-12 items-center gap-3.5 rounded-control px-3 text-16',
                      current ? 'bg-wash font-semibold' : 'hover:bg-wash',
                    )}
                  >
                    <Icon name={item.icon} size={20} className={current ? 'text-accent' : 'text-ink-2'} />
                    {item.label}
                    {item.count ? (
                      <span className="ms-auto text-ink-2 tabular-nums">{item.count}</span>
                    ) : null}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
      </div>
    </>
  );
}
