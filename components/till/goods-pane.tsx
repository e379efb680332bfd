'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { SelectField } from '@/components/ui/select';
import { formatMoney, parseMoney } from '@/lib/core/money';
import { addGood, DEAREST } from '@/lib/devices/till/cart.rule';
import { unitNames } from '@/lib/devices/till/labels';
import type { Cart, Good, TillOperation } from '@/lib/devices/till/model';
import { vatNames } from '@/lib/receipts/vat.rule';
import { goods } from './goods';

export interface GoodsPaneProps {
  cart: Cart;
  onEdit: (edit: (cart: Cart) => Cart) => void;
}

const operations: readonly { value: TillOperation; label: string }[] = [
  { value: 'SALE', label: 'Продажа' },
  { value: 'REFUND', label: 'Возврат' },
];

const key =
  'flex min-h-24 flex-col justify-between gap-2 rounded-control border border-line bg-surface p-3 text-start hover:border-edge hover:bg-wash active:translate-y-px';

/** The keys of the till. */
export function GoodsPane({ cart, onEdit }: GoodsPaneProps) {
  return (
    <div className="grid content-start gap-4">
      <div role="radiogroup" aria-label="Что делаем" className="grid grid-cols-2 sm:max-w-sm">
        {operations.map(({ value, label }) => (
          <label
            key={value}
            className={cx(
              'flex min-h-11 items-center justify-center border border-edge bg-surface px-3 first:rounded-s-control last:-ms-px last:rounded-e-control',
              'has-checked:z-1 has-checked:border-accent has-checked:bg-accent-tint has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-accent',
            )}
          >
            <input
              type="radio"
              name="operation"
              className="sr-only"
              checked={cart.operation === value}
              onChange={() => onEdit((now) => ({ ...now, operation: value }))}
            />
            {label}
          </label>
        ))}
      </div>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(9rem,1fr))]">
        {goods.map((good) => (
          <li key={good.name} className="grid">
            <button type="button" className={key} onClick={() => onEdit((now) => addGood(now, good))}>
              <span className="text-16 leading-tight">{good.name}</span>
              <span className="text-14 text-ink-2 tabular-nums">
                {formatMoney(good.price)}
                {good.unit === 'WEIGHT' ? ' за кг' : ''}
              </span>
            </button>
          </li>
        ))}
        <li className="grid">
          <OtherGood onAdd={(good) => onEdit((now) => addGood(now, good))} />
        </li>
      </ul>
    </div>
  );
}

const rates = Object.entries(vatNames).map(([value, label]) => ({ value, label }));
const units = Object.entries(unitNames).map(([value, label]) => ({ value, label }));

/** Anything that has no key of its own. */
function OtherGood({ onAdd }: { onAdd: (good: Good) => void }) {
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<{ name?: string; price?: string }>({});

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const read = (field: string) => {
      const value = typed.get(field);
      return typeof value === 'string' ? value.trim() : '';
    };
    const name = read('name');
    const price = parseMoney(read('price'));
    const wrong = {
      ...(name === '' ? { name: 'Введите название' } : {}),
      ...(price === null || price <= 0 ? { price: 'Введите цену, например 129,90' } : {}),
      ...(price !== null && price > DEAREST ? { price: `Не больше ${formatMoney(DEAREST)}` } : {}),
    };
    setErrors(wrong);
    if (price === null || Object.keys(wrong).length > 0) return;
    onAdd({ name, price, vat: read('vat') as Good['vat'], unit: read('unit') as Good['unit'] });
    setOpen(false);
  }

  return (
    <Dialog
      title="Другой товар"
      width="narrow"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setErrors({});
      }}
      trigger={
        <button type="button" className={cx(key, 'border-dashed border-edge')}>
          <span className="text-16 leading-tight">Другой товар</span>
          <span className="text-14 text-ink-2">название и цена</span>
        </button>
      }
    >
      <form onSubmit={add} noValidate className="grid gap-4">
        <InputField name="name" label="Название" maxLength={100} autoComplete="off" error={errors.name} />
        <InputField
          name="price"
          label="Цена"
          unit="₽"
          inputMode="decimal"
          autoComplete="off"
          error={errors.price}
        />
        <SelectField name="vat" label="НДС" options={rates} defaultValue="22" />
        <SelectField name="unit" label="Продаётся" options={units} defaultValue="PIECE" />
        <DialogActions>
          <DialogClose size="large">Отмена</DialogClose>
          <Button type="submit" variant="primary" size="large">
            Добавить в чек
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
