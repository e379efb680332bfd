'use client';

import { DialogForm } from '@/components/forms/dialog-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Dialog } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { setLabel } from '@/lib/sim-cards/card/actions';
import { LABEL_MAX, setLabelInput } from '@/lib/sim-cards/card/schema';

export interface LabelDialogProps {
  simCardId: string;
  label: string;
  onClose: () => void;
}

export default function LabelDialog({ simCardId, label, onClose }: LabelDialogProps) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: setLabelInput,
    action: setLabel,
    defaultValues: { simCardId, label },
    onSuccess: (saved) => {
      toast({ title: saved.label === null ? 'Метка снята' : `Метка: ${saved.label}`, tone: 'works' });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      width="narrow"
      title="Метка карты"
      description="По метке карта находится в поиске. Пустая метка снимается."
    >
      <DialogForm
        {...{ submit, pending, problem }}
        action="Сохранить метку"
        pendingLabel="Сохраняем…"
        cancel="Не менять"
      >
        <InputField
          label="Метка"
          hint="Например: запасная, летняя веранда"
          maxLength={LABEL_MAX}
          autoComplete="off"
          error={form.formState.errors.label?.message}
          {...form.register('label')}
        />
      </DialogForm>
    </Dialog>
  );
}
