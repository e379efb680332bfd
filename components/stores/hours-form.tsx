'use client';

import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Radio, RadioGroup } from '@/components/ui/radio-group';
import { useToast } from '@/components/ui/toast';
import { setHours } from '@/lib/stores/actions';
import { type StoreHours, timeOfDay } from '@/lib/stores/hours.rule';
import { setHoursInput } from '@/lib/stores/schema';

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
      <RadioGroup id="kind" label="Часы работы" labelHidden>
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
        <Button type="submit" pending={pending} pendingLabel="Сохраняем…">
          Сохранить часы
        </Button>
      </div>
    </form>
  );
}
