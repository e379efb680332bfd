'use client';

import dynamic from 'next/dynamic';
import { type ChangeEvent, type ReactNode, useRef, useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { BulkBar } from '@/components/ui/bulk-bar';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { counted } from '@/lib/core/text';
import { stopRenewal } from '@/lib/subscriptions/actions';
import { subscriptionForms } from '@/lib/subscriptions/labels';
import type { SubscriptionRow } from '@/lib/subscriptions/model';

const PeriodDialog = dynamic(() => import('./period-dialog').then((loaded) => loaded.PeriodDialog));

export interface SubscriptionPickerProps {
  rows: readonly SubscriptionRow[];
  total: number;
  mayTopUp: boolean;
  /** The table, with a tick named «subscription» in each row. */
  children: ReactNode;
}

/** Choosing several subscriptions of the page and deciding about them at once. */
export function SubscriptionPicker({ rows, total, mayTopUp, children }: SubscriptionPickerProps) {
  const root = useRef<HTMLDivElement>(null);
  const [ids, setIds] = useState<readonly string[]>([]);
  const [selecting, setSelecting] = useState(false);
  const [open, setOpen] = useState<'period' | 'stop' | null>(null);
  const picked = rows.filter((row) => ids.includes(row.id) && row.state !== 'EXPIRED');
  const stoppable = picked.filter((row) => !row.cancelAtPeriodEnd);

  const boxes = () => [
    ...(root.current?.querySelectorAll<HTMLInputElement>('input[name="subscription"]') ?? []),
  ];

  function changed({ target }: ChangeEvent<HTMLElement>) {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === 'all') for (const box of boxes()) box.checked = target.checked;
    setIds(
      boxes()
        .filter((box) => box.checked)
        .map((box) => box.value),
    );
  }

  function clear() {
    for (const box of root.current?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]') ?? []) {
      box.checked = false;
    }
    setIds([]);
  }

  function toggleSelecting() {
    root.current?.querySelector('table')?.toggleAttribute('data-selecting', !selecting);
    if (selecting) clear();
    setSelecting(!selecting);
  }

  const close = () => setOpen(null);
  const done = () => {
    close();
    clear();
  };

  return (
    <>
      <div className="mb-2 md:hidden">
        <Button size="small" aria-pressed={selecting} onClick={toggleSelecting}>
          {selecting ? 'Закончить выбор' : 'Выбрать'}
        </Button>
      </div>
      <div ref={root} onChange={changed}>
        {children}
      </div>
      {picked.length > 0 ? (
        <BulkBar
          summary={`Выбрано ${picked.length} из ${new Intl.NumberFormat('ru').format(total)}`}
          onClear={clear}
        >
          <Button size="small" variant="primary" onClick={() => setOpen('period')}>
            Сменить период ({picked.length})
          </Button>
          <Button size="small" disabled={stoppable.length === 0} onClick={() => setOpen('stop')}>
            Остановить ({stoppable.length})
          </Button>
        </BulkBar>
      ) : null}
      {open === 'period' ? (
        <PeriodDialog subscriptions={picked} mayTopUp={mayTopUp} onClose={close} onDone={done} />
      ) : null}
      {open === 'stop' ? <StopManyDialog rows={stoppable} onClose={close} onDone={done} /> : null}
    </>
  );
}

function StopManyDialog({
  rows,
  onClose,
  onDone,
}: {
  rows: readonly SubscriptionRow[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { run, pending, problem } = useAction(stopRenewal, {
    done: ({ stopped }) => `Не продлится: ${counted(stopped, subscriptionForms.nominative)}`,
    onSuccess: onDone,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title={`Остановить ${counted(rows.length, subscriptionForms.accusative)}`}
      description="Каждая работает до конца оплаченного срока и не продлевается, просроченные закроются сразу. Деньги за оплаченный срок не возвращаются, новых списаний не будет. До конца срока подписку можно возобновить без доплаты."
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Останавливаем…"
          onClick={() => run({ subscriptionIds: rows.map((row) => row.id) })}
        >
          Остановить
        </Button>
      </DialogActions>
    </Dialog>
  );
}
