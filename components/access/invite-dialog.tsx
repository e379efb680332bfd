'use client';

import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { FormDialog } from '@/components/forms/form-dialog';
import { useActionForm } from '@/components/forms/use-action-form';
import { InputField } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { invitePerson } from '@/lib/access/people/actions';
import { roleOptions } from '@/lib/access/people/labels';
import { invitePersonInput } from '@/lib/access/people/schema';
import { RightsFields, type StoreChoice } from './rights-fields';

export default function InviteDialog({
  stores,
  onClose,
}: {
  stores: readonly StoreChoice[];
  onClose: () => void;
}) {
  const toast = useToast();
  const [requestId] = useState(() => crypto.randomUUID());
  const { form, submit, pending, problem } = useActionForm({
    schema: invitePersonInput,
    action: invitePerson,
    defaultValues: { requestId, email: '', role: 'CASHIER', storeIds: [] },
    onSuccess: ({ email }) => {
      toast({ title: `Приглашение уйдёт на ${email}`, tone: 'works' });
      onClose();
    },
  });
  const role = useWatch({ control: form.control, name: 'role' });
  const { errors } = form.formState;
  return (
    <FormDialog
      title="Пригласить сотрудника"
      description="На этот адрес придёт письмо со ссылкой. Она действует 7 дней и подходит один раз."
      {...{ submit, pending, problem, onClose }}
      action="Пригласить"
      pendingLabel="Приглашаем…"
      cancel="Не приглашать"
    >
      <InputField
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="off"
        error={errors.email?.message}
        required
        {...form.register('email')}
      />
      <RightsFields
        role={role}
        roles={roleOptions}
        stores={stores}
        fields={[form.register('role'), form.register('storeIds')]}
        errors={errors}
      />
    </FormDialog>
  );
}
