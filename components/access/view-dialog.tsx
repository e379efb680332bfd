'use client';

import { useWatch } from 'react-hook-form';
import { FormDialog } from '@/components/forms/form-dialog';
import { useActionForm } from '@/components/forms/use-action-form';
import { startViewing } from '@/lib/access/people/actions';
import { roleOptions } from '@/lib/access/people/labels';
import { startViewingInput } from '@/lib/access/people/schema';
import { RightsFields, type StoreChoice } from './rights-fields';

const others = roleOptions.filter(({ value }) => value !== 'OWNER');

export interface ViewDialogProps {
  role: 'ADMIN' | 'ACCOUNTANT' | 'CASHIER';
  storeIds: readonly string[];
  stores: readonly StoreChoice[];
  onClose: () => void;
}

export default function ViewDialog({ role: first, storeIds, stores, onClose }: ViewDialogProps) {
  const { form, submit, pending, problem } = useActionForm({
    schema: startViewingInput,
    action: startViewing,
    defaultValues: { role: first, storeIds: [...storeIds] },
    onSuccess: () => window.location.assign('/'),
  });
  const role = useWatch({ control: form.control, name: 'role' });
  const { errors } = form.formState;
  return (
    <FormDialog
      title="Посмотреть кабинет как…"
      description="Вы увидите ровно то, что видит такая роль. Изменить ничего нельзя, пока вы не вернётесь. Записывается в журнал."
      {...{ submit, pending, problem, onClose }}
      action="Посмотреть"
      pendingLabel="Открываем…"
      cancel="Остаться собой"
    >
      <RightsFields
        role={role}
        roles={others}
        stores={stores}
        fields={[form.register('role'), form.register('storeIds')]}
        errors={errors}
      />
    </FormDialog>
  );
}
