'use client';

import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useToast } from '@/components/ui/toast';
import { changeRights } from '@/lib/access/people/actions';
import { roleLabel, roleOptions } from '@/lib/access/people/labels';
import { changeRightsInput } from '@/lib/access/people/schema';
import type { StaffRow } from '@/lib/access/people/model';
import { RightsFields, type StoreChoice } from './rights-fields';

export default function RightsDialog({
  person,
  stores,
  onClose,
}: {
  person: StaffRow;
  stores: readonly StoreChoice[];
  onClose: () => void;
}) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: changeRightsInput,
    action: changeRights,
    defaultValues: { membershipId: person.id, role: person.role, storeIds: [...person.storeIds] },
    onSuccess: ({ name, role }) => {
      toast({ title: `${name}: ${roleLabel(role).toLowerCase()}`, tone: 'works' });
      onClose();
    },
  });
  const role = useWatch({ control: form.control, name: 'role' });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title={`Права: ${person.name}`}
      description="Действуют со следующего нажатия, в открытых вкладках тоже. Сотрудник получит письмо."
    >
      <form noValidate onSubmit={submit}>
        <div className="grid gap-4">
          <RightsFields
            role={role}
            roles={roleOptions}
            stores={stores}
            roleField={form.register('role')}
            storesField={form.register('storeIds')}
            roleError={errors.role?.message}
            storesError={errors.storeIds?.message}
          />
          {person.isYou && role !== 'OWNER' ? (
            <Notice tone="attention">
              Это ваши права: вернуть их сможет только другой владелец организации.
            </Notice>
          ) : null}
          {problem ? (
            <Notice tone="failed" live="alert">
              {problem.message}
            </Notice>
          ) : null}
        </div>
        <DialogActions>
          <DialogClose disabled={pending}>Не менять</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Сохраняем…">
            Сохранить права
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
