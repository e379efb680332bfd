'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { SelectOption } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { createStore } from '@/lib/stores/actions';
import { createStoreInput } from '@/lib/stores/schema';
import { HoursFields } from './hours-fields';
import { StoreFields } from './store-fields';

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
      <StoreFields
        fields={{
          name: form.register('name'),
          address: form.register('address'),
          timeZone: form.register('timeZone'),
        }}
        errors={errors}
        zones={zones}
      />
      <HoursFields
        kind={kind}
        fields={{
          kind: form.register('kind'),
          opens: form.register('opens'),
          closes: form.register('closes'),
        }}
        errors={errors}
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
