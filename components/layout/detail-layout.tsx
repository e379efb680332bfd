import type { ReactNode } from 'react';

export interface DetailLayoutProps {
  /** Facts and what one works with. */
  children: ReactNode;
  /** Timeline and references: on the right when wide, below otherwise. */
  aside?: ReactNode;
}

export function DetailLayout({ children, aside }: DetailLayoutProps) {
  return (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0">{children}</div>
      {aside ? <div className="min-w-0 border-line xl:border-s xl:ps-8">{aside}</div> : null}
    </div>
  );
}
