'use client';

import { FormDialog } from '@/components/forms/form-dialog';
import { useActionForm } from '@/components/forms/use-action-form';
import { useToast } from '@/components/ui/toast';
import { editStore } from '@/lib/stores/actions';
import { editStoreInput } from '@/lib/stores/schema';
import { StoreFields } from './store-fields';
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
    <FormDialog
      title="Данные магазина"
      description="По часовому поясу магазина считаются сроки его касс."
      {...{ submit, pending, problem, onClose }}
      action="Сохранить магазин"
      pendingLabel="Сохраняем…"
      cancel="Не менять"
    >
      <StoreFields
        fields={{
          name: form.register('name'),
          address: form.register('address'),
          timeZone: form.register('timeZone'),
        }}
        errors={errors}
        zones={zones}
      />
    </FormDialog>
  );
}
