'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Radio, RadioGroup } from '@/components/ui/radio-group';
import { SelectField, type SelectOption } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { createStore } from '@/lib/stores/actions';
import { createStoreInput } from '@/lib/stores/schema';

export function StoreForm({ timeZone, zones }: { timeZone: string; zones: readonly SelectOption[] }) {
  const router = useRouter();
  const toast = useToast();
  const [requestId] = useState(() => crypto.randomUUID());
  const { form, submit, pending, problem } = useActionForm({
    schema: createStoreInput,
    action: createStore,
    defaultValues: {
      requestId,
      name: '',
      address: '',
      timeZone,
      kind: 'UNKNOWN',
      opens: '09:00',
      closes: '21:00',
    },
    onSuccess: ({ storeId }) => {
      toast({ title: 'Магазин добавлен', tone: 'works' });
      router.push(`/stores/${storeId}`);
    },
  });
  const kind = useWatch({ control: form.control, name: 'kind' });
  const { errors } = form.formState;
  return (
    <form noValidate onSubmit={submit} className="grid max-w-xl gap-5">
      <InputField
        label="Название магазина"
        maxLength={100}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
      <InputField
        label="Адрес"
        hint="Город, улица, дом"
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
      <RadioGroup id="kind" label="Часы работы">
        <Radio value="DAILY" label="Каждый день в одно время" {...form.register('kind')} />
        <Radio value="ALWAYS" label="Круглосуточно" {...form.register('kind')} />
        <Radio value="UNKNOWN" label="Не указаны" {...form.register('kind')} />
      </RadioGroup>
      {kind === 'DAILY' ? (
        <div className="grid max-w-xs grid-cols-2 gap-4">
          <InputField
            label="Открывается"
            type="time"
            error={errors.opens?.message}
            {...form.register('opens')}
          />
          <InputField
            label="Закрывается"
            type="time"
            error={errors.closes?.message}
            {...form.register('closes')}
          />
        </div>
      ) : null}
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
