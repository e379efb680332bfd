'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { continueBulk, pauseBulk, recheckBulk, retryBulk, stopBulk } from '@/lib/sim-cards/bulk/actions';
import type { BulkState } from '@/lib/sim-cards/bulk/bulk-state.rule';
import { cardsCount, ofCardsText } from '@/lib/sim-cards/bulk/labels';

interface ControlsProps {
  bulkId: string;
  state: BulkState;
  waiting: number;
  running: number;
}

/** Pause, go on, stop; before the start: check anew or put aside. */
export function BulkControls(props: ControlsProps) {
  switch (props.state) {
    case 'DRAFT':
      return <DraftControls bulkId={props.bulkId} />;
    case 'RUNNING':
    case 'PAUSED':
      return (
        <>
          {props.state === 'RUNNING' ? <Pause bulkId={props.bulkId} /> : <Continue bulkId={props.bulkId} />}
          <Stop {...props} />
        </>
      );
    case 'STOPPED':
    case 'FINISHED':
    case 'CANCELLED':
      return null;
  }
}

function DraftControls({ bulkId }: { bulkId: string }) {
  const router = useRouter();
  const again = useAction(recheckBulk, { done: 'Карты проверены заново' });
  const aside = useAction(stopBulk, {
    done: 'Ничего не запущено',
    onSuccess: () => router.push('/sim-cards/bulk'),
  });
  return (
    <>
      <Button
        variant="quiet"
        pending={aside.pending}
        pendingLabel="Убираем…"
        onClick={() => aside.run({ bulkId })}
      >
        Не запускать
      </Button>
      <Button
        icon="refresh-cw"
        pending={again.pending}
        pendingLabel="Проверяем…"
        onClick={() => again.run({ bulkId })}
      >
        Проверить заново
      </Button>
    </>
  );
}

function Pause({ bulkId }: { bulkId: string }) {
  const { run, pending } = useAction(pauseBulk, {
    done: 'На паузе. То, что уже у оператора, закончится само',
  });
  return (
    <Button icon="pause" pending={pending} pendingLabel="Пауза…" onClick={() => run({ bulkId })}>
      Пауза
    </Button>
  );
}

function Continue({ bulkId }: { bulkId: string }) {
  const { run, pending } = useAction(continueBulk, { done: 'Продолжаем' });
  return (
    <Button
      variant="primary"
      icon="play"
      pending={pending}
      pendingLabel="Продолжаем…"
      onClick={() => run({ bulkId })}
    >
      Продолжить
    </Button>
  );
}

function Stop({ bulkId, waiting, running }: ControlsProps) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(stopBulk, {
    done: ({ left }) => `Остановлено. Не тронуты: ${cardsCount(left)}`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={<Button icon="circle-stop">Остановить</Button>}
      title="Остановить"
      description={
        <>
          Карты, до которых очередь не дошла ({cardsCount(waiting)}), останутся как есть, деньги за них не
          спишутся.
          {running > 0 ? ` Переданное оператору (${cardsCount(running)}) закончится само.` : ''}
        </>
      }
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не останавливать</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Останавливаем…"
          onClick={() => run({ bulkId })}
        >
          Остановить
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Takes what did not come out once more, as a list of its own; the main thing to do if an operator failed it. */
export function RetryBulk({
  bulkId,
  count,
  hasFailed,
}: {
  bulkId: string;
  count: number;
  hasFailed: boolean;
}) {
  const router = useRouter();
  const [requestId] = useState(() => crypto.randomUUID());
  const { run, pending } = useAction(retryBulk, {
    onSuccess: ({ bulkId: id }) => router.push(`/sim-cards/bulk/${id}`),
  });
  return (
    <Button
      variant={hasFailed ? 'primary' : 'secondary'}
      icon="rotate-ccw"
      pending={pending}
      pendingLabel="Проверяем карты…"
      onClick={() => run({ requestId, bulkId })}
    >
      Повторить для {ofCardsText(count)}
    </Button>
  );
}
