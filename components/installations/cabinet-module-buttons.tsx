'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { dateInText } from '@/lib/core/text';
import { installInCabinet, uninstallInCabinet } from '@/lib/installations/actions';

export function InstallInCabinetButton({
  moduleSlug,
  moduleName,
  again,
}: {
  moduleSlug: string;
  moduleName: string;
  again: boolean;
}) {
  const { run, pending } = useAction(installInCabinet, { done: `Модуль «${moduleName}» установлен` });
  return (
    <Button
      variant="primary"
      pending={pending}
      pendingLabel="Устанавливаем…"
      onClick={() => run({ moduleSlug })}
    >
      {again ? 'Установить снова' : `Установить «${moduleName}»`}
    </Button>
  );
}

export function UninstallInCabinetDialog({
  moduleSlug,
  moduleName,
  consequences,
}: {
  moduleSlug: string;
  moduleName: string;
  /** what stops, how many, until when, what happens to the money */
  consequences: readonly string[];
}) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(uninstallInCabinet, {
    done: ({ endsOn }) =>
      endsOn
        ? `Модуль «${moduleName}» удаляется, работает до ${dateInText(endsOn)}`
        : `Модуль «${moduleName}» удалён`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      title={`Удалить «${moduleName}»`}
      trigger={<Button>Удалить модуль</Button>}
    >
      <ul className="grid list-disc gap-1.5 ps-5 text-16">
        {consequences.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {problem ? (
        <Notice tone="failed" live="alert" className="mt-4">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Удаляем…"
          onClick={() => run({ moduleSlug })}
        >
          Удалить «{moduleName}»
        </Button>
      </DialogActions>
    </Dialog>
  );
}
