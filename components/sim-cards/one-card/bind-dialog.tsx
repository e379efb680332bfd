'use client';

import { useWatch } from 'react-hook-form';
import { DialogForm } from '@/components/forms/dialog-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { bindCard } from '@/lib/sim-cards/card/actions';
import type { BindOption } from '@/lib/sim-cards/card/model';
import { bindCardInput } from '@/lib/sim-cards/card/schema';

export interface BindDialogProps {
  simCardId: string;
  /** where it is now; '': nowhere */
  terminalId: string;
  storeName: string | null;
  /** what is chosen when it opens */
  suggested: string;
  options: readonly BindOption[];
  locked: boolean;
  onClose: () => void;
}

const nameOf = ({ name, storeName, takenBy }: BindOption) =>
  `${name} — ${storeName}${takenBy ? ` (стоит карта ${takenBy})` : ''}`;

export default function BindDialog({
  simCardId,
  terminalId,
  storeName,
  suggested,
  options,
  locked,
  onClose,
}: BindDialogProps) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: bindCardInput,
    action: bindCard,
    defaultValues: { simCardId, terminalId: suggested, replace: false },
    onSuccess: ({ terminalName }) => {
      const title = terminalName === null ? 'Карта отвязана от кассы' : `Карта на кассе «${terminalName}»`;
      toast({ title, tone: 'works' });
      onClose();
    },
  });
  const chosenId = useWatch({ control: form.control, name: 'terminalId' });
  const replaces = useWatch({ control: form.control, name: 'replace' });
  const chosen = options.find(({ id }) => id === chosenId);
  const taken = chosen?.takenBy ?? null;
  const moves = chosenId !== terminalId;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Касса для карты"
      description="На одной кассе стоит одна карта. Связь это не меняет: переставьте карту и в самой кассе."
    >
      <DialogForm
        {...{ submit, pending, problem }}
        action={
          chosenId === '' ? 'Отвязать карту' : terminalId === '' ? 'Привязать карту' : 'Перенести карту'
        }
        pendingLabel="Сохраняем…"
        cancel="Не менять"
        disabled={!moves || (taken !== null && !replaces)}
      >
        <SelectField
          label="Касса"
          options={[
            { value: '', label: 'Без кассы' },
            ...options.map((option) => ({ value: option.id, label: nameOf(option) })),
          ]}
          error={form.formState.errors.terminalId?.message}
          {...form.register('terminalId')}
        />
        {moves && taken ? (
          <Checkbox
            label={`Поставить вместо карты ${taken}`}
            hint={`Карта ${taken} останется без кассы, её подписка не изменится.`}
            {...form.register('replace')}
          />
        ) : null}
        {moves && chosen && storeName !== null && chosen.storeName !== storeName ? (
          <Notice tone="waits">
            Карта перейдёт из магазина «{storeName}» в «{chosen.storeName}».
          </Notice>
        ) : null}
        {moves && locked ? (
          <Notice tone="attention">
            {chosen
              ? 'Карта заблокирована за прежней кассой. Попросим оператора перенести блокировку на новую.'
              : 'Карта заблокирована за прежней кассой. Попросим оператора снять блокировку.'}
          </Notice>
        ) : null}
      </DialogForm>
    </Dialog>
  );
}
