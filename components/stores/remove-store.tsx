'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { removeStore } from '@/lib/stores/actions';

export function RemoveStore({ storeId, name }: { storeId: string; name: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(removeStore, {
    done: `Магазин «${name}» удалён`,
    onSuccess: () => router.push('/stores'),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      title={`Удалить магазин «${name}»`}
      description="Магазин исчезнет из списков и прав сотрудников, его настройка чеков удалится. Записи журнала останутся."
      trigger={<Button variant="quiet">Удалить магазин</Button>}
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не удалять</DialogClose>
        <Button variant="danger" pending={pending} pendingLabel="Удаляем…" onClick={() => run({ storeId })}>
          Удалить магазин
        </Button>
      </DialogActions>
    </Dialog>
  );
}
