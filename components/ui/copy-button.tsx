'use client';

import { useEffect, useState } from 'react';
import { cx } from './cx';
import { Icon } from './icon';

export interface CopyButtonProps {
  /** Copied without any spaces. */
  value: string;
  /** Spoken name: «Скопировать номер». */
  label: string;
  /** Shows the words beside the icon. */
  words?: boolean | undefined;
  /** Keeps spaces: for addresses and sentences. */
  keepSpaces?: boolean | undefined;
}

export function CopyButton({ value, label, words, keepSpaces }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const said = state === 'done' ? 'Скопировано' : state === 'failed' ? 'Не удалось скопировать' : '';
  return (
    <span className="relative z-1 inline-flex items-center gap-1.5 align-middle">
      <button
        type="button"
        aria-label={words ? undefined : label}
        title={words ? undefined : label}
        onClick={() => {
          const text = keepSpaces ? value : value.replace(/\s/gu, '');
          navigator.clipboard.writeText(text).then(
            () => setState('done'),
            () => setState('failed'),
          );
        }}
        className={cx(
          'inline-flex min-h-7 min-w-7 items-center justify-center gap-1.5 rounded-control text-ink-2 hover:bg-wash hover:text-ink touch:min-h-11 touch:min-w-11',
          words && 'px-2 text-13',
        )}
      >
        <Icon
          name={state === 'done' ? 'check' : 'copy'}
          size={14}
          className={state === 'done' ? 'text-works' : undefined}
        />
        {words ? label : null}
      </button>
      <span
        role="status"
        className={cx('text-13', state === 'failed' ? 'text-failed' : 'text-ink-2', !said && 'sr-only')}
      >
        {said}
      </span>
    </span>
  );
}
