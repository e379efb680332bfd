'use client';

import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
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
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Посмотреть кабинет как…"
      description="Вы увидите ровно то, что видит такая роль. Изменить ничего нельзя, пока вы не вернётесь. Записывается в журнал."
    >
      <form noValidate onSubmit={submit}>
        <div className="grid gap-4">
          <RightsFields
            role={role}
            roles={others}
            stores={stores}
            roleField={form.register('role')}
            storesField={form.register('storeIds')}
            roleError={errors.role?.message}
            storesError={errors.storeIds?.message}
          />
          {problem ? (
            <Notice tone="failed" live="alert">
              {problem.message}
            </Notice>
          ) : null}
        </div>
        <DialogActions>
          <DialogClose disabled={pending}>Остаться собой</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Открываем…">
            Посмотреть
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
