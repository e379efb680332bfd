'use client';

import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select';
import type { BindOption } from '@/lib/sim-cards/card/model';
import { claimCard } from '@/lib/sim-cards/claim/actions';
import { claimCardInput } from '@/lib/sim-cards/claim/schema';
import { readCardNumber } from '@/lib/sim-cards/card-number.rule';
import { GroupedCode } from '@/components/ui/grouped-code';

export interface ClaimFormProps {
  stores: readonly { readonly id: string; readonly name: string }[];
  storeId: string;
  /** a card may stand in no store */
  storeOptional: boolean;
  terminals: readonly BindOption[];
}

interface Done {
  readonly answer: 'ADDED' | 'YOURS';
  readonly simCardId: string;
  readonly iccid: string;
}

export function ClaimForm({ stores, storeId, storeOptional, terminals }: ClaimFormProps) {
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [done, setDone] = useState<Done | null>(null);
  const { form, submit, pending, problem } = useActionForm({
    schema: claimCardInput,
    action: (input) => {
      setDone(null);
      return claimCard({ ...input, requestId });
    },
    defaultValues: { requestId, number: '', storeId, terminalId: '' },
    onSuccess: (claimed) => {
      const number = readCardNumber(form.getValues('number'));
      setDone({ ...claimed, iccid: number.ok ? number.iccid : '' });
      setRequestId(crypto.randomUUID());
      form.reset({ ...form.getValues(), number: '', terminalId: '' });
      form.setFocus('number');
    },
  });
  const { errors } = form.formState;
  const terminalId = useWatch({ control: form.control, name: 'terminalId' });
  return (
    <form noValidate onSubmit={submit} className="grid max-w-xl gap-5">
      {done ? <Answer {...done} /> : null}
      <InputField
        label="Номер смарт-карты"
        hint="19 или 20 цифр на пластике. Пробелы, дефисы и буква F в конце не мешают"
        mono
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        error={errors.number?.message}
        {...form.register('number')}
      />
      <SelectField
        label="Касса"
        hint="Можно выбрать позже"
        options={[
          { value: '', label: 'Без кассы' },
          ...terminals.map(({ id, name, storeName, takenBy }) => ({
            value: id,
            label: `${name} — ${storeName}${takenBy ? ` (стоит карта ${takenBy})` : ''}`,
            disabled: takenBy !== null,
          })),
        ]}
        error={errors.terminalId?.message}
        {...form.register('terminalId')}
      />
      {terminalId === '' ? (
        <SelectField
          label="Магазин"
          options={[
            ...(storeOptional ? [{ value: '', label: 'Без магазина' }] : []),
            ...stores.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={errors.storeId?.message}
          {...form.register('storeId')}
        />
      ) : null}
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Проверяем у оператора…">
          Добавить карту
        </Button>
      </div>
    </form>
  );
}

function Answer({ answer, simCardId, iccid }: Done) {
  const link = <Link href={`/sim-cards/${simCardId}`}>Открыть карту</Link>;
  return answer === 'ADDED' ? (
    <Notice tone="works" live="status" title="Карта добавлена" action={link}>
      <GroupedCode value={iccid} />. Чтобы она заработала, активируйте её.
    </Notice>
  ) : (
    <Notice tone="waits" live="status" title="Эта карта уже в вашем кабинете" action={link}>
      <GroupedCode value={iccid} />
    </Notice>
  );
}
