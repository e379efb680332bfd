'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import { InputField } from '@/components/ui/input';
import { formatMoney, type Kopecks, parseMoney } from '@/lib/core/money';
import { changeOf, likelyCash } from '@/lib/devices/till/cart.rule';
import { contactProblem } from '@/lib/devices/till/contact.rule';
import { outcomeText, paymentNames, reasonsInWords } from '@/lib/devices/till/labels';
import type { PaymentKind, TillOperation } from '@/lib/devices/till/model';
import type { Payment } from '@/lib/devices/till/sale.rule';
import { decideReceipt, type SaleAnswer } from '@/lib/receipts/decide-receipt.rule';
import { likelyMeant } from '@/lib/receipts/email-address.rule';
import { printModeNames } from '@/lib/receipts/labels';
import type { EffectiveSetting } from '@/lib/receipts/model';

export interface CheckoutDialogProps {
  operation: TillOperation;
  total: Kopecks;
  setting: EffectiveSetting;
  onClose: () => void;
  onDone: (payment: Payment, contact: string, answer: SaleAnswer | null) => Promise<void>;
}

const answers: readonly { value: SaleAnswer; label: string }[] = [
  { value: 'PAPER', label: 'Напечатать' },
  { value: 'ELECTRONIC', label: 'Отправить' },
  { value: 'BOTH', label: 'И то и другое' },
];
const payments: readonly PaymentKind[] = ['CARD', 'CASH'];

/** How it is paid and how the buyer gets the receipt; the last press makes it. */
export function CheckoutDialog({ operation, total, setting, onClose, onDone }: CheckoutDialogProps) {
  const [kind, setKind] = useState<PaymentKind>('CARD');
  const [received, setReceived] = useState('');
  const [contact, setContact] = useState('');
  const [answer, setAnswer] = useState<SaleAnswer | null>(null);
  const [shown, setShown] = useState(false);
  const [pending, setPending] = useState(false);

  const isRefund = operation === 'REFUND';
  const asks = setting.printMode === 'ASK';
  const decision = decideReceipt(setting, { contact, answer });
  const given = received.trim() === '' ? total : parseMoney(received);
  const change = given === null ? null : changeOf(total, given);
  const wrongCash =
    kind === 'CARD' || isRefund || change !== null
      ? undefined
      : given === null
        ? 'Введите сумму, например 1000'
        : `Не хватает ${formatMoney((total - given) as Kopecks)}`;
  const wrongContact = contactProblem(contact) ?? undefined;
  const meant = wrongContact ? null : likelyMeant(contact.trim());

  async function finish(event: FormEvent) {
    event.preventDefault();
    setShown(true);
    if (wrongCash || wrongContact || pending) return;
    setPending(true);
    await onDone({ kind, received: kind === 'CASH' ? given : null }, contact, asks ? answer : null);
  }

  return (
    <Dialog
      title={`${isRefund ? 'Возврат' : 'Оплата'} ${formatMoney(total)}`}
      width="narrow"
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <form onSubmit={(event) => void finish(event)} noValidate className="grid gap-5">
        <Keys
          name="payment"
          label={isRefund ? 'Как вернуть деньги' : 'Как платит покупатель'}
          choices={payments.map((value) => ({ value, label: paymentNames[value] }))}
          value={kind}
          onChange={setKind}
        />
        {kind === 'CASH' && !isRefund ? (
          <div className="grid gap-2">
            <InputField
              name="received"
              label="Получено от покупателя"
              unit="₽"
              inputMode="decimal"
              autoComplete="off"
              className="h-12 text-20"
              placeholder={formatMoney(total).replace(/\s?₽/, '')}
              value={received}
              error={shown || received !== '' ? wrongCash : undefined}
              onChange={(event) => setReceived(event.target.value)}
            />
            <div className="flex flex-wrap gap-2">
              {likelyCash(total).map((sum) => (
                <Button key={sum} size="large" onClick={() => setReceived(formatMoney(sum))}>
                  {sum === total ? 'Без сдачи' : formatMoney(sum)}
                </Button>
              ))}
            </div>
            <p role="status" className="text-20 font-semibold tabular-nums">
              {change === null ? '' : `Сдача ${formatMoney(change)}`}
            </p>
          </div>
        ) : null}
        <div className="grid gap-2">
          <InputField
            name="contact"
            label="Почта или телефон покупателя"
            optional
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            className="h-12"
            value={contact}
            error={shown ? wrongContact : undefined}
            onChange={(event) => setContact(event.target.value)}
            onBlur={() => setShown(contact.trim() !== '')}
          />
          {meant ? (
            <p>
              <button
                type="button"
                className="min-h-11 rounded-control text-accent underline underline-offset-3"
                onClick={() => setContact(meant)}
              >
                Возможно, {meant}
              </button>
            </p>
          ) : null}
        </div>
        {asks ? (
          <Keys name="answer" label="Чек" choices={answers} value={answer} onChange={setAnswer} />
        ) : null}
        <div role="status" className="rounded-control bg-wash px-3.5 py-3">
          <p className="flex items-start gap-2 font-semibold">
            <Icon name={decision.printed ? 'printer' : 'send'} size={18} className="mt-[0.1em]" />
            <span className="min-w-0 wrap-anywhere">{outcomeText(decision)}.</span>
          </p>
          <ul className="mt-1 text-13 text-ink-2">
            {asks ? null : <li>По настройке: {printModeNames[setting.chosenPrintMode].toLowerCase()}.</li>}
            {reasonsInWords(decision).map((reason) => (
              <li key={reason}>{reason}.</li>
            ))}
          </ul>
        </div>
        <DialogActions>
          <DialogClose size="large">Отмена</DialogClose>
          <Button type="submit" variant="primary" size="large" pending={pending} className="min-h-14">
            {isRefund ? `Вернуть ${formatMoney(total)}` : `Пробить чек на ${formatMoney(total)}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** A row of large keys, one of which is down. */
function Keys<T extends string>({
  name,
  label,
  choices,
  value,
  onChange,
}: {
  name: string;
  label: string;
  choices: readonly { readonly value: T; readonly label: string }[];
  value: T | null;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset role="radiogroup" className="min-w-0">
      <legend className="mb-1.5 text-14 font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={cx(
              'flex min-h-14 flex-1 basis-28 items-center justify-center rounded-control border border-edge bg-surface px-2 text-center text-16 hover:bg-wash',
              'has-checked:border-accent has-checked:bg-accent-tint has-checked:font-semibold has-checked:shadow-[inset_0_0_0_1px_var(--color-accent)] has-focus-visible:outline-2 has-focus-visible:outline-accent',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
