import type { ReactNode } from 'react';
import { Icon } from './icon';

export interface BulkBarProps {
  /** «Выбрано 2 из 18» */
  summary: ReactNode;
  /** «Выбрать все 10 000» */
  extend?: ReactNode;
  children: ReactNode;
  onClear?: (() => void) | undefined;
}

/** Put it right after the list: it stands at the bottom of the screen while the list is in sight. */
export function BulkBar({ summary, extend, children, onClear }: BulkBarProps) {
  return (
    <div
      role="region"
      aria-label="Действия с выбранным"
      className="sticky bottom-[calc(var(--tabbar)+0.5rem)] z-20 mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-surface bg-surface py-2 ps-4 pe-2 shadow-pop print:hidden"
    >
      <span role="status" className="font-semibold tabular-nums">
        {summary}
      </span>
      {extend ? (
        <div className="max-md:order-2 max-md:-my-1 max-md:-ms-2.5 max-md:basis-full">{extend}</div>
      ) : null}
      {onClear ? (
        <button
          type="button"
          aria-label="Снять выбор"
          onClick={onClear}
          className="grid size-9 place-items-center rounded-control text-ink-2 hover:bg-wash hover:text-ink max-md:order-1 max-md:ms-auto md:order-last touch:size-11"
        >
          <Icon name="x" size={18} />
        </button>
      ) : null}
      <div className="flex flex-wrap gap-1.5 max-md:order-3 max-md:basis-full md:ms-auto">{children}</div>
    </div>
  );
}
