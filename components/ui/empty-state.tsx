import type { ReactNode } from 'react';

export interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="border-t border-edge/60 py-8 md:py-12">
      <div className="max-w-[58ch]">
        <h2 className="text-20 font-semibold">{title}</h2>
        {children ? <div className="mt-2 text-16 text-ink-2">{children}</div> : null}
        {action ? <div className="mt-5 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
