'use client';

import { useSearchParams } from 'next/navigation';
import { type ReactNode, useRef, useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { BulkBar } from '@/components/ui/bulk-bar';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { counted } from '@/lib/core/text';
import { selectTerminals } from '@/lib/terminals/actions';
import { MOST_MOVED, MOST_NAMED, terminalFilterNames } from '@/lib/terminals/filter.rule';
import { namedQuery, useSelection } from './selection';

const tills = ['кассу', 'кассы', 'касс'] as const;

export interface TerminalPickerProps {
  /** of the filter, on all pages */
  total: number;
  /** ids on this page */
  shown: readonly string[];
  mayMove: boolean;
  mayConfigure: boolean;
  /** modules of terminals that may be installed; none: the right is missing */
  modules: readonly { readonly slug: string; readonly name: string }[];
  /** The table. */
  children: ReactNode;
}

/** What is chosen stays chosen from page to page; what is done with it has a page of its own. */
export function TerminalPicker(props: TerminalPickerProps) {
  const { total, shown, mayMove, mayConfigure, modules, children } = props;
  const params = useSearchParams();
  const { ids, has, set, replace } = useSelection();
  const root = useRef<HTMLDivElement>(null);
  const [selecting, setSelecting] = useState(false);
  const { run, pending } = useAction(selectTerminals, { onSuccess: (found) => replace(found.ids) });
  const filter = Object.fromEntries(
    [...terminalFilterNames, 'store'].flatMap((name) => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const store = filter['store'] ? `&store=${filter['store']}` : '';
  const named = namedQuery(ids) + store;
  const elsewhere = ids.filter((id) => !shown.includes(id)).length;
  const pageChosen = shown.length > 0 && shown.every(has);

  function toggleSelecting() {
    root.current?.querySelector('table')?.toggleAttribute('data-selecting', !selecting);
    if (selecting) replace([]);
    setSelecting(!selecting);
  }

  return (
    <>
      <div className="mb-2 md:hidden">
        <Button size="small" aria-pressed={selecting} onClick={toggleSelecting}>
          {selecting ? 'Закончить выбор' : 'Выбрать'}
        </Button>
      </div>
      <div ref={root}>{children}</div>
      {ids.length > 0 ? (
        <BulkBar
          summary={
            elsewhere > 0
              ? `Выбрано ${ids.length} из ${total}, на других страницах ${elsewhere}`
              : `Выбрано ${ids.length} из ${total}`
          }
          extend={
            pageChosen && total > ids.length ? (
              total > MOST_NAMED ? (
                mayMove && total <= MOST_MOVED ? (
                  <Button
                    size="small"
                    variant="quiet"
                    href={`/terminals/move?${new URLSearchParams({ ...filter, all: '1' }).toString()}`}
                  >
                    Переместить все по отбору: {total}
                  </Button>
                ) : null
              ) : (
                <Button size="small" variant="quiet" pending={pending} onClick={() => run({ filter })}>
                  Выбрать все по отбору: {total}
                </Button>
              )
            ) : null
          }
          onClear={() => set(ids, false)}
        >
          {mayMove ? (
            <Button size="small" variant="primary" href={`/terminals/move?${named}`}>
              Переместить {counted(ids.length, tills)}
            </Button>
          ) : null}
          {modules.length > 0 ? (
            <Menu
              trigger={
                <Button size="small" iconEnd="chevron-down">
                  Установить модуль
                </Button>
              }
            >
              {modules.map(({ slug, name }) => (
                <MenuItem key={slug} href={`/modules/${slug}/install?${named}`}>
                  {name}
                </MenuItem>
              ))}
            </Menu>
          ) : null}
          {mayConfigure ? (
            <Button size="small" href={`/receipts/apply?terminals=${ids.join(',')}${store}`}>
              Настроить чеки
            </Button>
          ) : null}
        </BulkBar>
      ) : null}
    </>
  );
}
