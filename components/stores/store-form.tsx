'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectField, type SelectOption } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { createStore } from '@/lib/stores/actions';
import { createStoreInput } from '@/lib/stores/schema';

export function StoreForm({ zones }: { zones: readonly SelectOption[] }) {
  const router = useRouter();
  const toast = useToast();
  const [requestId] = useState(() => crypto.randomUUID());
  const { form, submit, pending, problem } = useActionForm({
    schema: createStoreInput,
    action: createStore,
    defaultValues: { requestId, name: '', address: '', timeZone: 'Europe/Moscow' },
    onSuccess: ({ storeId }) => {
      toast({ title: 'Магазин добавлен', text: 'Теперь можно подключить кассу', tone: 'works' });
      router.push(`/stores/${storeId}`);
    },
  });
  const { errors } = form.formState;
  return (
    <form noValidate onSubmit={submit} className="grid max-w-xl gap-5">
      <InputField
        label="Название"
        hint="Так он будет называться в кабинете. Например: Центральный"
        maxLength={100}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
      <InputField
        label="Адрес"
        hint="Город, улица, дом"
        maxLength={300}
        autoComplete="street-address"
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
      <div>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Добавляем…">
          Добавить магазин
        </Button>
      </div>
    </form>
  );
}
