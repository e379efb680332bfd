'use client';

import {
  type Control,
  type FieldErrors,
  useFieldArray,
  type UseFormRegister,
  useWatch,
} from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { InputField } from '@/components/ui/input';
import { SelectField } from '@/components/ui/select';
import type { TerminalChoice } from '@/lib/card-orders/model';
import type { CreateCardOrderInput } from '@/lib/card-orders/schema';
import type { CartForm, CartFormLine } from './cart-form';

export const emptyLine = (storeId: string): CartFormLine => ({
  storeId,
  terminalId: '',
  name: '',
  quantity: '1',
});

interface CartLinesProps {
  control: Control<CartForm, unknown, CreateCardOrderInput>;
  register: UseFormRegister<CartForm>;
  errors: FieldErrors<CartForm>;
  setLine: (index: number, change: Partial<CartFormLine>) => void;
  stores: readonly { id: string; name: string }[];
  terminals: readonly TerminalChoice[];
}

/** For whom cards are: one for a terminal, or some for a store. */
export function CartLines({ control, register, errors, setLine, stores, terminals }: CartLinesProps) {
  const { fields, append, remove, replace } = useFieldArray({ control, name: 'lines' });
  const lines = useWatch({ control, name: 'lines' });
  const chosen = new Set(lines.map((line) => line.terminalId));
  const without = terminals.filter((terminal) => !terminal.hasCard && !chosen.has(terminal.id));

  function addTerminals() {
    const added = without.map((terminal) => ({ ...emptyLine(terminal.storeId), terminalId: terminal.id }));
    const [only] = lines;
    const untouched = lines.length === 1 && only && !only.terminalId && !only.name && only.quantity === '1';
    if (untouched) replace(added);
    else append(added, { shouldFocus: false });
  }

  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 text-20 font-semibold">Карты</legend>
      {fields.map((field, index) => {
        const line = lines[index] ?? emptyLine('');
        const fault = errors.lines?.[index];
        const name = <K extends keyof CartFormLine>(key: K) => `lines.${index}.${key}` as const;
        const storeField = register(name('storeId'));
        const terminalField = register(name('terminalId'));
        return (
          <div
            key={field.id}
            role="group"
            aria-label={`Строка ${String(index + 1)}`}
            className="grid grid-cols-[1fr_8rem_auto] items-start gap-3 border-b border-line pb-4 max-lg:*:nth-[-n+2]:col-span-full lg:grid-cols-[1fr_1fr_1fr_8rem_auto]"
          >
            <SelectField
              label="Магазин"
              placeholder="Выберите магазин"
              options={stores.map((store) => ({ value: store.id, label: store.name }))}
              error={fault?.storeId?.message}
              {...storeField}
              onChange={(event) => {
                setLine(index, { terminalId: '' });
                void storeField.onChange(event);
              }}
            />
            <SelectField
              label="Касса"
              placeholder="Без привязки"
              options={terminals
                .filter((terminal) => terminal.storeId === line.storeId)
                .map((terminal) => ({
                  value: terminal.id,
                  label: terminal.hasCard ? `${terminal.name} — карта уже есть` : terminal.name,
                }))}
              error={fault?.terminalId?.message}
              {...terminalField}
              onChange={(event) => {
                if (event.target.value) setLine(index, { quantity: '1' });
                void terminalField.onChange(event);
              }}
            />
            <InputField
              label="Название карты"
              autoComplete="off"
              maxLength={60}
              error={fault?.name?.message}
              {...register(name('name'))}
            />
            <InputField
              label="Количество карт"
              inputMode="numeric"
              autoComplete="off"
              readOnly={Boolean(line.terminalId)}
              error={fault?.quantity?.message}
              {...register(name('quantity'))}
            />
            {fields.length > 1 ? (
              <IconButton
                icon="trash-2"
                label={`Убрать строку ${String(index + 1)}`}
                className="mt-7"
                onClick={() => remove(index)}
              />
            ) : null}
          </div>
        );
      })}
      {errors.lines?.root?.message ? (
        <p className="text-14 text-failed">{errors.lines.root.message}</p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button
          icon="plus"
          onClick={() => append(emptyLine(lines.at(-1)?.storeId ?? ''), { shouldFocus: false })}
        >
          Добавить строку
        </Button>
        {without.length > 0 ? (
          <Button variant="quiet" onClick={addTerminals}>
            Добавить все кассы без карт ({without.length})
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
