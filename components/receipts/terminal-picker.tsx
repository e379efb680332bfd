'use client';

import { type ReactNode, useRef, useState } from 'react';
import { BulkBar } from '@/components/ui/bulk-bar';
import { Button } from '@/components/ui/button';
import { counted } from '@/lib/core/text';

/** Choosing rows of the table within, to set them all at once. */
export function TerminalPicker({ count, children }: { count: number; children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [selecting, setSelecting] = useState(false);
  const boxes = (name: string) => [
    ...(root.current?.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`) ?? []),
  ];

  function look() {
    const ticked = boxes('terminal').filter((box) => box.checked);
    for (const all of boxes('all')) all.checked = ticked.length === count;
    setPicked(ticked.map((box) => box.value));
  }
  function tickAll(checked: boolean) {
    for (const box of boxes('terminal')) box.checked = checked;
    look();
  }
  function toggleSelecting() {
    root.current?.querySelector('table')?.toggleAttribute('data-selecting', !selecting);
    if (selecting) tickAll(false);
    setSelecting(!selecting);
  }

  return (
    <>
      <div className="mb-2 md:hidden">
        <Button size="small" aria-pressed={selecting} onClick={toggleSelecting}>
          {selecting ? 'Закончить выбор' : 'Выбрать'}
        </Button>
      </div>
      <div
        ref={root}
        onChange={({ target }) => {
          if (target instanceof HTMLInputElement && target.name === 'all') tickAll(target.checked);
          else look();
        }}
      >
        {children}
      </div>
      {picked.length > 0 ? (
        <BulkBar
          summary={`Выбрано ${String(picked.length)} из ${counted(count, ['кассы', 'касс', 'касс'])}`}
          onClear={() => tickAll(false)}
        >
          <Button size="small" variant="primary" href={`/receipts/apply?terminals=${picked.join(',')}`}>
            Настроить чеки ({picked.length})
          </Button>
        </BulkBar>
      ) : null}
    </>
  );
}
