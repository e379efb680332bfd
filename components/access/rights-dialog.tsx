'use client';

import { useWatch } from 'react-hook-form';
import { FormDialog } from '@/components/forms/form-dialog';
import { useActionForm } from '@/components/forms/use-action-form';
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
    <FormDialog
      title={`Права: ${person.name}`}
      description="Действуют со следующего нажатия, в открытых вкладках тоже. Сотрудник получит письмо."
      {...{ submit, pending, problem, onClose }}
      action="Сохранить права"
      pendingLabel="Сохраняем…"
      cancel="Не менять"
    >
      <RightsFields
        role={role}
        roles={roleOptions}
        stores={stores}
        fields={[form.register('role'), form.register('storeIds')]}
        errors={errors}
      />
      {person.isYou && role !== 'OWNER' ? (
        <Notice tone="attention">
          Это ваши права: вернуть их сможет только другой владелец организации.
        </Notice>
      ) : null}
    </FormDialog>
  );
}
