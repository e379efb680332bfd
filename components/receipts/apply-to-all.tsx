'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Checkbox } from '@/components/ui/checkbox';
import { Notice } from '@/components/ui/notice';
import { previewReceiptChange } from '@/lib/receipts/actions';
import { type ChangePlan, changesNothing, type SettingChange } from '@/lib/receipts/change-many.rule';
import type { ChangeOver } from '@/lib/receipts/schema';
import { ChangeRun } from './change-run';

/** Own values of everything narrower are taken away, so that this setting is in force everywhere. */
export function ApplyToAll({
  storeId,
  mode,
  address,
  firstPlan,
}: {
  /** null: the setting of the organization */
  storeId: string | null;
  /** values of the setting, in words */
  mode: string;
  address: string;
  firstPlan: ChangePlan;
}) {
  const over: ChangeOver = { kind: 'BELOW', storeId };
  const [change, setChange] = useState<SettingChange>({
    printMode: 'INHERIT',
    addressFrom: 'INHERIT',
    defaultEmail: '',
  });
  const [plan, setPlan] = useState<ChangePlan | null>(firstPlan);
  const { run, pending, problem } = useAction(previewReceiptChange, { onSuccess: setPlan });

  function look(next: SettingChange) {
    setChange(next);
    setPlan(null);
    if (!changesNothing(next)) run({ over, change: next });
  }

  return (
    <div className="grid max-w-4xl gap-6">
      <fieldset className="grid min-w-0">
        <legend className="mb-1.5 text-14 font-semibold">Что применить</legend>
        <Checkbox
          name="mode"
          label={`Что делать с чеком: ${mode}`}
          checked={change.printMode === 'INHERIT'}
          disabled={pending}
          onChange={({ target }) => look({ ...change, printMode: target.checked ? 'INHERIT' : 'KEEP' })}
        />
        <Checkbox
          name="address"
          label={<span className="wrap-anywhere">{`Адрес по умолчанию: ${address}`}</span>}
          checked={change.addressFrom === 'INHERIT'}
          disabled={pending}
          onChange={({ target }) => look({ ...change, addressFrom: target.checked ? 'INHERIT' : 'KEEP' })}
        />
      </fieldset>
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      {changesNothing(change) ? (
        <p role="status" className="text-ink-2">
          Выберите, что применить.
        </p>
      ) : plan ? (
        <ChangeRun over={over} change={change} plan={plan} onLookAgain={() => look(change)} />
      ) : (
        <p role="status" className="text-ink-2">
          Смотрим, что изменится…
        </p>
      )}
    </div>
  );
}
