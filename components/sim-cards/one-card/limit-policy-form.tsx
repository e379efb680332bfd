'use client';

import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { useToast } from '@/components/ui/toast';
import { setLimitPolicy } from '@/lib/sim-cards/usage/actions';
import type { LimitPolicyView } from '@/lib/sim-cards/usage/model';
import { setLimitPolicyInput } from '@/lib/sim-cards/usage/schema';

export function LimitPolicyForm({ policy }: { policy: LimitPolicyView }) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: setLimitPolicyInput,
    action: setLimitPolicy,
    defaultValues: {
      limited: policy.dataLimitMb !== null,
      limit: policy.dataLimitMb === null ? '' : String(policy.dataLimitMb),
      whenOver: policy.whenOver,
    },
    onSuccess: () => toast({ title: 'Лимит сохранён', tone: 'works' }),
  });
  const limited = useWatch({ control: form.control, name: 'limited' });
  return (
    <form noValidate onSubmit={submit} className="grid max-w-xl gap-5">
      <Checkbox
        label="Следить за трафиком карт"
        hint="Предупредим, когда карта потратит 80 % лимита и весь лимит. Свой лимит можно задать на странице карты."
        {...form.register('limited')}
      />
      {limited ? (
        <>
          <InputField
            label="Мегабайт в месяц на одну карту"
            hint="Обычной кассе хватает 100–300 МБ"
            inputMode="numeric"
            autoComplete="off"
            unit="МБ"
            fieldClassName="max-w-64"
            error={form.formState.errors.limit?.message}
            {...form.register('limit')}
          />
          <RadioGroup id="whenOver" label="Что делать с картой больше лимита">
            <ChoiceRow
              value="WARN"
              label="Только предупредить"
              hint="Карта работает дальше."
              {...form.register('whenOver')}
            />
            <ChoiceRow
              value="SUSPEND"
              label="Отключать, когда магазин закрыт"
              hint="В рабочие часы карта работает всегда. Включится за полчаса до открытия. Нужны часы работы магазина."
              {...form.register('whenOver')}
            />
          </RadioGroup>
        </>
      ) : null}
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Сохраняем…">
          Сохранить лимит
        </Button>
      </div>
    </form>
  );
}
