'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Icon } from '@/components/ui/icon';
import { InputField } from '@/components/ui/input';
import { groupedBy } from '@/lib/core/group';
import { counted } from '@/lib/core/text';

export interface ChoiceTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  /** what would happen as things stand */
  readonly hint: string;
}

const LONG = 40;

/** Which terminals: by store, with a search when there are many. */
export function TerminalChoice({
  terminals,
  chosen,
  onChange,
  onNext,
}: {
  terminals: readonly ChoiceTerminal[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  onNext: () => void;
}) {
  const [search, setSearch] = useState('');
  const needle = search.trim().toLowerCase();
  const shown = terminals.filter(({ name, storeName }) =>
    `${name} ${storeName}`.toLowerCase().includes(needle),
  );
  const set = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onChange(next);
  };
  const ids = (rows: readonly ChoiceTerminal[]) => rows.map(({ id }) => id);
  const allIn = (rows: readonly ChoiceTerminal[]) =>
    rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  const folded = terminals.length > LONG && needle === '';
  return (
    <div className="grid max-w-3xl gap-4">
      {terminals.length > LONG ? (
        <InputField
          name="terminal-search"
          label="Найти кассу"
          type="search"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      ) : null}
      {shown.length > 1 ? (
        <Checkbox
          name="all"
          label={`Все: ${counted(shown.length, ['касса', 'кассы', 'касс'])}`}
          checked={allIn(shown)}
          onChange={(event) => set(ids(shown), event.target.checked)}
        />
      ) : null}
      <div className="divide-y divide-line border-y border-line">
        {[...groupedBy(shown, (each) => each.storeName)].map(([store, rows]) => (
          <details key={`${store}-${String(folded)}`} open={!folded} className="group">
            <summary className="flex min-h-12 items-center justify-between gap-4 rounded-control">
              <span className="flex min-w-0 items-center gap-2 font-semibold">
                <Icon
                  name="chevron-right"
                  size={14}
                  className="text-ink-2 transition-transform group-open:rotate-90"
                />
                {store}
              </span>
              <span className="text-ink-2 tabular-nums">
                {rows.filter(({ id }) => chosen.has(id)).length} из {rows.length}
              </span>
            </summary>
            <div className="ps-5.5 pb-3">
              {rows.length > 1 ? (
                <Checkbox
                  name={`store-${rows[0]?.id ?? ''}`}
                  label={`Весь магазин «${store}»`}
                  checked={allIn(rows)}
                  onChange={(event) => set(ids(rows), event.target.checked)}
                />
              ) : null}
              {rows.map((each) => (
                <Checkbox
                  key={each.id}
                  name={`terminal-${each.id}`}
                  label={each.name}
                  hint={each.hint}
                  checked={chosen.has(each.id)}
                  onChange={(event) => set([each.id], event.target.checked)}
                />
              ))}
            </div>
          </details>
        ))}
        {shown.length === 0 ? <p className="py-4 text-ink-2">Такой кассы нет.</p> : null}
      </div>
      <div>
        <Button variant="primary" size="large" wide disabled={chosen.size === 0} onClick={onNext}>
          {chosen.size === 0
            ? 'Выберите кассы'
            : `Показать план для ${counted(chosen.size, ['кассы', 'касс', 'касс'])}`}
        </Button>
      </div>
    </div>
  );
}
