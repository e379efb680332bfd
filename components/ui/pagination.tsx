import { cx } from './cx';
import { Icon } from './icon';
import { BareLink } from './link';

export interface PaginationProps {
  /** «1–50 из 100 000» */
  summary?: string | undefined;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
}

export function Pagination({ summary, previousHref, nextHref }: PaginationProps) {
  return (
    <nav
      aria-label="Страницы"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 print:hidden"
    >
      <span className="text-ink-2 tabular-nums">{summary}</span>
      <span className="flex gap-1">
        <Step href={previousHref} rel="prev" />
        <Step href={nextHref} rel="next" />
      </span>
    </nav>
  );
}

function Step({ href, rel }: { href: string | undefined; rel: 'prev' | 'next' }) {
  const classes = 'rounded-control inline-flex min-h-9 items-center gap-1 px-3 touch:min-h-11';
  const inside =
    rel === 'prev' ? (
      <>
        <Icon name="chevron-left" />
        Назад
      </>
    ) : (
      <>
        Дальше
        <Icon name="chevron-right" />
      </>
    );
  return href ? (
    <BareLink href={href} rel={rel} className={cx(classes, 'hover:bg-wash')}>
      {inside}
    </BareLink>
  ) : (
    <span aria-disabled className={cx(classes, 'text-ink-3 opacity-60')}>
      {inside}
    </span>
  );
}
