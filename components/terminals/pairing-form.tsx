'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select';
import { createPairingCode } from '@/lib/terminals/actions';
import { pairingCodeInput } from '@/lib/terminals/schema';

export interface PairingFormProps {
  stores: readonly { readonly id: string; readonly name: string }[];
  storeId: string;
}

export function PairingForm({ stores, storeId }: PairingFormProps) {
  const router = useRouter();
  const [requestId] = useState(() => crypto.randomUUID());
  const { form, submit, pending, problem } = useActionForm({
    schema: pairingCodeInput,
    action: createPairingCode,
    defaultValues: { requestId, storeId, name: '' },
    onSuccess: ({ pairingId }) => router.push(`/terminals/add/${pairingId}`),
  });
  const { errors } = form.formState;
  return (
    <form noValidate onSubmit={submit} className="grid max-w-xl gap-5">
      <InputField
        label="Название кассы"
        hint="Так она будет называться в кабинете. Например: касса у входа"
        maxLength={100}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
      <SelectField
        label="Магазин"
        options={stores.map(({ id, name }) => ({ value: id, label: name }))}
        error={errors.storeId?.message}
        {...form.register('storeId')}
      />
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Получаем код…">
          Получить код
        </Button>
      </div>
    </form>
  );
}
