'use client';

import { useId, useState } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const choices: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'Как в системе' },
  { value: 'light', label: 'Светлая' },
  { value: 'dark', label: 'Тёмная' },
];

function apply(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') {
    document.cookie = 'theme=; path=/; max-age=0; samesite=lax';
    delete root.dataset.theme;
  } else {
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    root.dataset.theme = theme;
  }
}

export function ThemeSwitch({ theme }: { theme: Theme }) {
  const [value, setValue] = useState(theme);
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-13 text-ink-2">Оформление</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="flex min-h-8 items-center gap-2.5 touch:min-h-11">
          <input
            type="radio"
            name={name}
            className="check-mark"
            checked={value === choice.value}
            onChange={() => {
              setValue(choice.value);
              apply(choice.value);
            }}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
