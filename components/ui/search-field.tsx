'use client';

import { useEffect, useRef } from 'react';
import { cx } from './cx';
import { Icon } from './icon';
import { controlClass } from './input';
import { useParam } from './use-param';

export interface SearchFieldProps {
  /** Spoken name and placeholder: «Номер, касса, телефон». */
  label: string;
  param?: string | undefined;
  className?: string | undefined;
}

export function SearchField({ label, param = 'q', className }: SearchFieldProps) {
  const { value, set, pending } = useParam(param);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const text = input.current?.value.trim() ?? '';
      if (text !== value) set(text);
    }, wait);
  };

  return (
    <form
      role="search"
      className={cx('relative min-w-0', className)}
      onSubmit={(event) => {
        event.preventDefault();
        send(0);
      }}
    >
      <Icon
        name="search"
        className={cx(
          'pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-ink-2',
          pending && 'pulse',
        )}
      />
      <input
        ref={input}
        type="search"
        name={param}
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={() => send(250)}
        className={cx(controlClass, 'peer h-9 ps-9 pe-9 md:text-14 touch:h-11')}
      />
      <button
        type="button"
        aria-label="Очистить поиск"
        onClick={() => {
          if (input.current) {
            input.current.value = '';
            input.current.focus();
          }
          send(0);
        }}
        className="absolute end-1 top-1/2 grid size-7 -translate-y-1/2 place-items-center rounded-control text-ink-2 peer-placeholder-shown:hidden hover:text-ink touch:end-0 touch:size-11"
      >
        <Icon name="x" />
      </button>
    </form>
  );
}
