'use client';

import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useToast } from '@/components/ui/toast';
import { setHours } from '@/lib/stores/actions';
import { type StoreHours, timeOfDay } from '@/lib/stores/hours.rule';
import { setHoursInput } from '@/lib/stores/schema';
import { HoursFields } from './hours-fields';

export function HoursForm({ storeId, hours }: { storeId: string; hours: StoreHours | null }) {
  const toast = useToast();
  const always = hours !== null && hours.opensAt === hours.closesAt;
  const { form, submit, pending, problem } = useActionForm({
    schema: setHoursInput,
    action: setHours,
    defaultValues: {
      storeId,
      kind: hours === null ? 'UNKNOWN' : always ? 'ALWAYS' : 'DAILY',
      opens: hours && !always ? timeOfDay(hours.opensAt) : '09:00',
      closes: hours && !always ? timeOfDay(hours.closesAt) : '21:00',
    },
    onSuccess: () => toast({ title: 'Часы работы сохранены', tone: 'works' }),
  });
  const kind = useWatch({ control: form.control, name: 'kind' });
  const { errors } = form.formState;
  return (
    <form noValidate onSubmit={submit} className="grid max-w-xl gap-4">
      <HoursFields
        kind={kind}
        fields={{
          kind: form.register('kind'),
          opens: form.register('opens'),
          closes: form.register('closes'),
        }}
        errors={errors}
        labelHidden
      />
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" pending={pending} pendingLabel="Сохраняем…">
          Сохранить часы
        </Button>
      </div>
    </form>
  );
}
