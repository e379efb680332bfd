'use client';

import { useState } from 'react';
import { cx } from '@/components/ui/cx';
import { Icon } from '@/components/ui/icon';
import { formatMoney, parseMoney } from '@/lib/core/money';
import {
  cartTotal,
  emptyCart,
  lineSum,
  moreOf,
  ONE,
  quantityText,
  readQuantity,
  setPrice,
  setQuantity,
} from '@/lib/devices/till/cart.rule';
import { unitNames } from '@/lib/devices/till/labels';
import type { Cart, CartLine } from '@/lib/devices/till/model';
import { vatNames, vatTotals } from '@/lib/receipts/vat.rule';

type Edit = (edit: (cart: Cart) => Cart) => void;

/** What is being sold now. */
export function CartPane({ cart, onEdit }: { cart: Cart; onEdit: Edit }) {
  const isRefund = cart.operation === 'REFUND';
  if (cart.lines.length === 0) {
    return (
      <p className="py-4 text-ink-2">
        {isRefund
          ? 'Выберите, что возвращают: товарами или кнопкой «Вернуть» под чеком на ленте.'
          : 'Нажимайте на товары: они появятся здесь.'}
      </p>
    );
  }
  return (
    <div>
      <ul className="divide-y divide-line" aria-label="Товары в чеке">
        {cart.lines.map((line) => (
          <Line key={line.id} line={line} onEdit={onEdit} />
        ))}
      </ul>
      <dl className="mt-2 grid gap-1 border-t border-line pt-2 text-13 text-ink-2 tabular-nums">
        {vatTotals(cart.lines.map((line) => ({ vat: line.vat, sum: lineSum(line) }))).map(
          ({ rate, sum, tax }) => (
            <div key={rate} className="flex justify-between gap-4">
              <dt>{tax === null ? vatNames[rate] : `в т. ч. ${vatNames[rate]}`}</dt>
              <dd>{formatMoney(tax ?? sum)}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="mt-2 flex items-center justify-between gap-4">
        <span className="text-20 font-semibold tabular-nums">
          {isRefund ? 'К возврату' : 'Итого'} {formatMoney(cartTotal(cart))}
        </span>
        <button
          type="button"
          className="min-h-11 rounded-control px-2 text-ink-2 hover:bg-wash hover:text-ink"
          onClick={() => onEdit((now) => emptyCart(now.operation))}
        >
          Очистить
        </button>
      </p>
    </div>
  );
}

const step = 'grid size-11 shrink-0 place-items-center rounded-control border border-edge hover:bg-wash';

function Line({ line, onEdit }: { line: CartLine; onEdit: Edit }) {
  const { id, name, milli, unit, vat, price } = line;
  const by = unit === 'WEIGHT' ? ONE / 10 : ONE;
  return (
    <li className="py-2.5">
      <div className="flex items-baseline justify-between gap-4">
        <span className="min-w-0 text-16 wrap-anywhere">{name}</span>
        <span className="shrink-0 text-16 font-semibold tabular-nums">{formatMoney(lineSum(line))}</span>
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
        <button
          type="button"
          className={step}
          aria-label={`${name}: меньше`}
          onClick={() => onEdit((now) => moreOf(now, id, -by))}
        >
          <Icon name={milli <= by ? 'trash-2' : 'minus'} />
        </button>
        <TypedValue
          label={`${name}: количество, ${unitNames[unit]}`}
          shown={quantityText(milli)}
          className="w-16 text-center"
          onTyped={(text) => {
            const read = readQuantity(text);
            if (read !== null) onEdit((now) => setQuantity(now, id, read));
          }}
        />
        <button
          type="button"
          className={step}
          aria-label={`${name}: больше`}
          onClick={() => onEdit((now) => moreOf(now, id, by))}
        >
          <Icon name="plus" />
        </button>
        <span className="px-0.5 text-ink-2">{unitNames[unit]} ×</span>
        <TypedValue
          label={`${name}: цена, ₽`}
          shown={formatMoney(price).replace(/\s?₽/, '')}
          className="w-24 text-end"
          onTyped={(text) => {
            const read = parseMoney(text);
            if (read !== null && read > 0) onEdit((now) => setPrice(now, id, read));
          }}
        />
        <span className="ms-auto text-13 text-ink-2">{vatNames[vat]}</span>
      </div>
    </li>
  );
}

const typed =
  'h-11 rounded-control border border-edge bg-surface px-2 text-16 text-ink tabular-nums hover:border-ink-3 focus-visible:border-accent focus-visible:outline-offset-0';

/** A number of the line, typed over; what is no number leaves it as it was. */
function TypedValue({
  label,
  shown,
  className,
  onTyped,
}: {
  label: string;
  shown: string;
  className: string;
  onTyped: (text: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const finish = () => {
    if (draft !== null) onTyped(draft);
    setDraft(null);
  };
  return (
    <input
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      className={cx(typed, className)}
      value={draft ?? shown}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
