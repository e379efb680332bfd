'use client';

import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { previewReceiptChange } from '@/lib/receipts/actions';
import type { ChangePlan } from '@/lib/receipts/change-many.rule';
import { NO_ADDRESS, printModeHints, printModeNames } from '@/lib/receipts/labels';
import { printModes } from '@/lib/receipts/model';
import {
  type ChangeOver,
  checkedChange,
  type ReceiptChangeForm,
  receiptChangeForm,
} from '@/lib/receipts/schema';
import { AddressInput } from './address-input';
import { ChangeRun } from './change-run';

const START: ReceiptChangeForm = { printMode: 'KEEP', addressFrom: 'KEEP', defaultEmail: '' };

/** One change for chosen terminals: choose, see what it does to each, carry it out. */
export function ChangeForm({ terminalIds, floor }: { terminalIds: readonly string[]; floor: string }) {
  const over: ChangeOver = { kind: 'TERMINALS', terminalIds: [...terminalIds] };
  const [shown, setShown] = useState<{ plan: ChangePlan; change: ReceiptChangeForm } | null>(null);
  const { form, submit, pending, problem } = useActionForm({
    schema: receiptChangeForm,
    action: (change) => previewReceiptChange({ over, change }),
    defaultValues: START,
    onSuccess: (plan): void => {
      setShown({ plan, change: checkedChange(form.getValues()) });
    },
  });
  const [printMode, addressFrom, typed] = useWatch({
    control: form.control,
    name: ['printMode', 'addressFrom', 'defaultEmail'],
  });
  const { errors } = form.formState;
  const isShown =
    shown !== null &&
    shown.change.printMode === printMode &&
    shown.change.addressFrom === addressFrom &&
    shown.change.defaultEmail === checkedChange({ printMode, addressFrom, defaultEmail: typed }).defaultEmail;

  return (
    <div className="grid max-w-4xl gap-8">
      <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-2xl gap-6">
        {problem ? (
          <Notice tone="failed" live="alert">
            {problem.message}
          </Notice>
        ) : null}
        <RadioGroup id="print-mode" label="Что делать с чеком" error={errors.printMode?.message}>
          <ChoiceRow {...form.register('printMode')} value="KEEP" label="Не менять" />
          <ChoiceRow {...form.register('printMode')} value="INHERIT" label="Как задано для магазина" />
          {printModes.map((each) => (
            <ChoiceRow
              key={each}
              {...form.register('printMode')}
              value={each}
              label={printModeNames[each]}
              hint={printModeHints[each]}
            />
          ))}
        </RadioGroup>
        <RadioGroup id="address-from" label="Адрес по умолчанию" error={errors.addressFrom?.message}>
          <ChoiceRow {...form.register('addressFrom')} value="KEEP" label="Не менять" />
          <ChoiceRow {...form.register('addressFrom')} value="INHERIT" label="Как задано для магазина" />
          <ChoiceRow {...form.register('addressFrom')} value="NONE" label={NO_ADDRESS} />
          <ChoiceRow {...form.register('addressFrom')} value="OWN" label="Один адрес для всех выбранных" />
        </RadioGroup>
        {addressFrom === 'OWN' ? (
          <AddressInput
            field={form.register('defaultEmail')}
            label="Адрес"
            typed={typed}
            error={errors.defaultEmail?.message}
            hint={`Его владелец получит одно письмо и должен согласиться. Действует на кассах с EvotorPOS ${floor} и новее`}
            onTake={(meant) => {
              form.setValue('defaultEmail', meant, { shouldDirty: true, shouldValidate: true });
            }}
          />
        ) : null}
        {isShown ? null : (
          <div>
            <Button type="submit" variant="primary" pending={pending} pendingLabel="Смотрим…" wide>
              Показать, что изменится
            </Button>
          </div>
        )}
      </form>
      {isShown ? (
        <ChangeRun over={over} change={shown.change} plan={shown.plan} onLookAgain={() => void submit()} />
      ) : null}
    </div>
  );
}
