'use client';

import { useWatch } from 'react-hook-form';
import { DialogForm } from '@/components/forms/dialog-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Dialog } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { useToast } from '@/components/ui/toast';
import { setCardLimit } from '@/lib/sim-cards/usage/actions';
import { limitText } from '@/lib/sim-cards/usage/labels';
import { setCardLimitInput } from '@/lib/sim-cards/usage/schema';

export interface LimitDialogProps {
  simCardId: string;
  /** the card's own; null: as the organization says, 0: none */
  ownLimitMb: number | null;
  organizationLimitMb: number | null;
  onClose: () => void;
}

export default function LimitDialog({
  simCardId,
  ownLimitMb,
  organizationLimitMb,
  onClose,
}: LimitDialogProps) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: setCardLimitInput,
    action: setCardLimit,
    defaultValues: {
      simCardId,
      kind: ownLimitMb === null ? 'ORGANIZATION' : ownLimitMb === 0 ? 'NONE' : 'OWN',
      limit: ownLimitMb ? String(ownLimitMb) : '',
    },
    onSuccess: () => {
      toast({ title: 'Лимит сохранён', tone: 'works' });
      onClose();
    },
  });
  const kind = useWatch({ control: form.control, name: 'kind' });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Лимит трафика карты"
      description="Лимит предупреждает: в рабочие часы магазина карта не отключается, сколько бы ни потратила."
    >
      <DialogForm
        {...{ submit, pending, problem }}
        action="Сохранить лимит"
        pendingLabel="Сохраняем…"
        cancel="Не менять"
      >
        <RadioGroup id="kind" label="Лимит в месяц">
          <ChoiceRow
            value="ORGANIZATION"
            label="Как у всех карт"
            hint={limitText(organizationLimitMb)}
            {...form.register('kind')}
          />
          <ChoiceRow value="OWN" label="Свой для этой карты" {...form.register('kind')} />
          <ChoiceRow value="NONE" label="Без лимита" {...form.register('kind')} />
        </RadioGroup>
        {kind === 'OWN' ? (
          <InputField
            label="Мегабайт в месяц"
            inputMode="numeric"
            autoComplete="off"
            unit="МБ"
            fieldClassName="max-w-48"
            error={form.formState.errors.limit?.message}
            {...form.register('limit')}
          />
        ) : null}
      </DialogForm>
    </Dialog>
  );
}
