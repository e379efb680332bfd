import { cx } from './cx';

const widths = ['w-2/5', 'w-3/5', 'w-1/2', 'w-2/3', 'w-1/3'] as const;

/** A bar in the place of a word; set its size by class. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden className={cx('block h-3.5 rounded-tick bg-line/80', className)} />;
}

/** Appears only after 300 ms. */
export function SkeletonBlock({
  label = 'Загружаем',
  children,
}: {
  label?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <div role="status" className="reveal">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

export function SkeletonRows({ rows = 8 }: { rows?: number | undefined }) {
  return (
    <SkeletonBlock>
      <div aria-hidden className="border-t border-edge/60">
        {Array.from({ length: rows }, (_, row) => (
          <div
            key={row}
            className="flex flex-wrap items-center gap-x-8 gap-y-2 border-b border-line py-3.5 md:h-11 md:flex-nowrap md:py-0"
          >
            <div className="order-2 basis-full md:order-none md:basis-2/5">
              <Skeleton className={widths[row % 5]} />
            </div>
            <div className="basis-2/5 md:basis-1/5">
              <Skeleton className={widths[(row + 2) % 5]} />
            </div>
            <div className="max-md:hidden md:basis-1/5">
              <Skeleton className={widths[(row + 1) % 5]} />
            </div>
            <div className="ms-auto basis-1/5">
              <Skeleton className="ms-auto w-20" />
            </div>
          </div>
        ))}
      </div>
    </SkeletonBlock>
  );
}
