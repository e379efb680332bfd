'use client';

import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
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
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Пригласить сотрудника"
      description="На этот адрес придёт письмо со ссылкой. Она действует 7 дней и подходит один раз."
    >
      <form noValidate onSubmit={submit}>
        <div className="grid gap-4">
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
          <DialogClose disabled={pending}>Не приглашать</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Приглашаем…">
            Пригласить
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
