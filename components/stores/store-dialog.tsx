'use client';

import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { editStore } from '@/lib/stores/actions';
import { editStoreInput } from '@/lib/stores/schema';
import type { EditStoreProps } from './edit-store';

export default function StoreDialog({ onClose, zones, ...values }: EditStoreProps & { onClose: () => void }) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: editStoreInput,
    action: editStore,
    defaultValues: values,
    onSuccess: ({ name }) => {
      toast({ title: `Магазин «${name}» сохранён`, tone: 'works' });
      onClose();
    },
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Данные магазина"
      description="По часовому поясу магазина считаются сроки его касс."
    >
      <form noValidate onSubmit={submit}>
        <div className="grid gap-4">
          <InputField
            label="Название магазина"
            maxLength={100}
            autoComplete="off"
            error={errors.name?.message}
            {...form.register('name')}
          />
          <InputField
            label="Адрес"
            maxLength={300}
            autoComplete="off"
            error={errors.address?.message}
            {...form.register('address')}
          />
          <SelectField
            label="Часовой пояс"
            options={zones}
            error={errors.timeZone?.message}
            {...form.register('timeZone')}
          />
          {problem ? (
            <Notice tone="failed" live="alert">
              {problem.message}
            </Notice>
          ) : null}
        </div>
        <DialogActions>
          <DialogClose disabled={pending}>Не менять</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Сохраняем…">
            Сохранить магазин
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
