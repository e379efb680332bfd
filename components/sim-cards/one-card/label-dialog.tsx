'use client';

import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
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
      <form noValidate onSubmit={submit}>
        <InputField
          label="Метка"
          hint="Например: запасная, летняя веранда"
          maxLength={LABEL_MAX}
          autoComplete="off"
          error={form.formState.errors.label?.message}
          {...form.register('label')}
        />
        {problem ? (
          <Notice tone="failed" live="alert" className="mt-4">
            {problem.message}
          </Notice>
        ) : null}
        <DialogActions>
          <DialogClose disabled={pending}>Не менять</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Сохраняем…">
            Сохранить метку
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
