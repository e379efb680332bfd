'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Notice } from '@/components/ui/notice';
import { formatMoney } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import { cartTotal } from '@/lib/devices/till/cart.rule';
import { blockNames, doneText } from '@/lib/devices/till/labels';
import type { TapeEntry, Till } from '@/lib/devices/till/model';
import { refundOf, saleBlock } from '@/lib/devices/till/sale.rule';
import { settingAtTill } from '@/lib/devices/till/setting.rule';
import { CartPane } from './cart-pane';
import { CheckoutDialog } from './checkout-dialog';
import { ConditionDialog } from './condition-dialog';
import { GoodsPane } from './goods-pane';
import { StatusBar } from './status-bar';
import { Tape } from './tape';
import type { Reach, TillMachine } from './till-machine';

export interface TillScreenProps {
  machine: TillMachine;
  till: Till;
  reach: Reach;
  sending: boolean;
}

type View = 'GOODS' | 'CART' | 'TAPE';

const receiptForms = ['чек', 'чека', 'чеков'] as const;

/** What came out last, said aloud: «Чек 12 на 540 ₽: напечатан. Сдача 60 ₽». */
function lastText(entry: TapeEntry | undefined): string {
  if (entry?.kind !== 'RECEIPT') return '';
  const { receipt, decision, cash } = entry;
  const change = cash && cash.change > 0 ? ` Сдача ${formatMoney(cash.change)}.` : '';
  const name = receipt.operation === 'REFUND' ? 'Чек возврата' : 'Чек';
  return `${name} ${String(receipt.documentNumber)} на ${formatMoney(receipt.total)}: ${doneText(decision)}.${change}`;
}

/** The till at work: goods on the left, the receipt and the tape on the right; one after another on a phone. */
export function TillScreen({ machine, till, reach, sending }: TillScreenProps) {
  const [view, setView] = useState<View>('GOODS');
  const [paying, setPaying] = useState(false);
  const [now, setNow] = useState(0);
  const { cart, queue, tape, shift } = till;
  const block = saleBlock(till, now);
  const total = cartTotal(cart);
  const isRefund = cart.operation === 'REFUND';
  const shownIn = (own: View) => cx(view !== own && 'max-lg:hidden');

  const pay = () => {
    const at = machine.now();
    setNow(at);
    setPaying(saleBlock(till, at) === null);
  };
  const payKey = (
    <Button
      variant="primary"
      size="large"
      className="min-h-16 w-full text-20"
      disabled={block !== null}
      onClick={pay}
    >
      {isRefund ? 'Вернуть' : 'К оплате'} {formatMoney(total)}
    </Button>
  );
  const reason = block && block !== 'EMPTY' ? blockNames[block] : null;
  const tabs: readonly { value: View; label: string }[] = [
    { value: 'GOODS', label: 'Товары' },
    { value: 'CART', label: cart.lines.length > 0 ? `Чек · ${String(cart.lines.length)}` : 'Чек' },
    { value: 'TAPE', label: 'Лента' },
  ];

  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <header>
        <div className="flex min-h-14 items-center gap-3 border-b border-line px-4 py-1.5 md:px-6">
          <div className="min-w-0 flex-1">
            <h1 className="truncate text-16 font-semibold">{till.name || 'Виртуальная касса'}</h1>
            <p className="truncate text-13 text-ink-2">
              <span className="font-mono">{till.serialNumber}</span>
              {shift.open ? ` · смена ${String(shift.number)}, ${counted(shift.receipts, receiptForms)}` : ''}
            </p>
          </div>
          <ConditionDialog machine={machine} till={till} />
        </div>
        <StatusBar
          till={till}
          reach={reach}
          sending={sending}
          onOffline={(offline) => machine.set({ offline })}
        />
      </header>
      {till.disowned ? (
        <Notice
          tone="failed"
          live="alert"
          title="Кабинет не узнаёт эту кассу"
          className="mx-4 mt-3 md:mx-6"
          action={
            <Button size="large" onClick={machine.leave}>
              Подключить заново
            </Button>
          }
        >
          Её отвязали или подключили заново. Продавать можно: чеки копятся и уйдут после подключения.
        </Notice>
      ) : null}
      <main
        id="content"
        className="grid flex-1 content-start max-lg:pb-40 lg:min-h-0 lg:grid-cols-[minmax(0,1fr)_27rem] lg:grid-rows-[minmax(0,1fr)] xl:grid-cols-[minmax(0,1fr)_31rem]"
      >
        <section
          aria-labelledby="goods-title"
          className={cx('p-4 md:p-6 lg:overflow-y-auto', shownIn('GOODS'))}
        >
          <h2 id="goods-title" className="sr-only">
            Товары
          </h2>
          <GoodsPane cart={cart} onEdit={machine.editCart} />
        </section>
        <div className="border-line lg:flex lg:flex-col lg:overflow-y-auto lg:border-s">
          <section aria-labelledby="cart-title" className={cx('p-4 md:p-6', shownIn('CART'))}>
            <h2 id="cart-title" className="text-16 font-semibold">
              {isRefund ? 'Чек возврата' : 'Чек'}
            </h2>
            <CartPane cart={cart} onEdit={machine.editCart} />
            <div className="mt-3 max-lg:hidden">{payKey}</div>
          </section>
          <section
            aria-labelledby="tape-title"
            className={cx('bg-wash p-4 md:p-6 lg:flex-1', shownIn('TAPE'))}
          >
            <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4">
              <h2 id="tape-title" className="text-16 font-semibold">
                Лента
              </h2>
              {tape.length > 0 ? (
                <Button size="large" variant="quiet" onClick={machine.tearTape}>
                  Убрать чеки
                </Button>
              ) : null}
            </div>
            <p role="status" className="mb-3 text-ink-2">
              {lastText(tape[0])}
            </p>
            <Tape
              entries={tape}
              queue={queue}
              onRefund={(entry) => {
                machine.editCart(() => refundOf(entry));
                setView('CART');
              }}
            />
          </section>
        </div>
      </main>
      {reason ? (
        <p
          role="alert"
          className="border-t border-line bg-failed-tint px-4 py-3 font-semibold max-lg:fixed max-lg:inset-x-0 max-lg:bottom-[calc(9rem+env(safe-area-inset-bottom))] md:px-6"
        >
          {reason}.
        </p>
      ) : null}
      <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface px-4 pt-2 pb-[max(0.25rem,env(safe-area-inset-bottom))] lg:hidden">
        {payKey}
        <nav aria-label="Разделы кассы" className="mt-1 grid grid-cols-3">
          {tabs.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              aria-pressed={view === value}
              className={cx(
                'min-h-12 rounded-control text-14',
                view === value ? 'font-semibold text-accent' : 'text-ink-2',
              )}
              onClick={() => setView(value)}
            >
              {label}
            </button>
          ))}
        </nav>
      </div>
      {paying ? (
        <CheckoutDialog
          operation={cart.operation}
          total={total}
          setting={settingAtTill(till)}
          onClose={() => setPaying(false)}
          onDone={async (payment, contact, answer) => {
            await machine.sell(payment, contact, answer);
            setPaying(false);
            setView('TAPE');
          }}
        />
      ) : null}
    </div>
  );
}
