'use client';

import { useSelection } from './selection';

export function TerminalTick({ id, name }: { id: string; name: string }) {
  const { has, set } = useSelection();
  return (
    <label className="grid size-11 place-items-center">
      <input
        type="checkbox"
        className="check-mark"
        aria-label={`Выбрать кассу «${name}»`}
        checked={has(id)}
        onChange={(event) => set([id], event.target.checked)}
      />
    </label>
  );
}

export function TickAll({ ids }: { ids: readonly string[] }) {
  const { has, set } = useSelection();
  return (
    <label className="grid size-11 place-items-center">
      <input
        type="checkbox"
        className="check-mark"
        aria-label="Выбрать все кассы на странице"
        checked={ids.every(has)}
        onChange={(event) => set(ids, event.target.checked)}
      />
    </label>
  );
}
