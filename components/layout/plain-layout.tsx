import type { ReactNode } from 'react';

/** Outside the cabinet: signing in, resetting, refusals. */
export function PlainLayout({ children, footer }: { children: ReactNode; footer?: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-4 md:px-6 lg:px-8">
      <header className="flex min-h-14 items-center border-b border-line">
        <span className="text-16 font-semibold">Кассовый кабинет</span>
      </header>
      <main id="content" className="w-full max-w-[28rem] flex-1 py-8 md:py-14">
        {children}
      </main>
      {footer ? <footer className="border-t border-line py-4 text-13 text-ink-2">{footer}</footer> : null}
    </div>
  );
}
