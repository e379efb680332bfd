'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { cancelCardOrder, payCardOrder } from '@/lib/card-orders/actions';
import { type Kopecks, formatMoney } from '@/lib/core/money';

interface PayOrderProps {
  orderId: string;
  total: Kopecks;
  /** «Останется 5 220 ₽», or what is missing */
  note: string | null;
  mayTopUp: boolean;
}

export function PayOrder({ orderId, total, note, mayTopUp }: PayOrderProps) {
  const { run, pending, problem } = useAction(payCardOrder, {
    done: `Оплачено ${formatMoney(total)}. Передаём заказ оператору`,
  });
  return (
    <div className="grid justify-items-start gap-2">
      <Button variant="primary" pending={pending} pendingLabel="Оплачиваем…" onClick={() => run({ orderId })}>
        Оплатить {formatMoney(total)} с лицевого счёта
      </Button>
      {note ? <p className="text-13 text-ink-2">{note}</p> : null}
      {problem ? (
        <Notice
          tone="failed"
          live="alert"
          action={
            problem.code === 'INSUFFICIENT_FUNDS' && mayTopUp ? (
              <Button size="small" href="/finance">
                Пополнить счёт
              </Button>
            ) : null
          }
        >
          {problem.message}
        </Notice>
      ) : null}
    </div>
  );
}

interface CancelOrderProps {
  orderId: string;
  name: string;
  /** it is a draft, nothing has been ordered */
  draft: boolean;
  /** what comes back; null: nothing was paid */
  refund: Kopecks | null;
}

export function CancelOrder({ orderId, name, draft, refund }: CancelOrderProps) {
  const [open, setOpen] = useState(false);
  const words = draft ? draftWords : orderWords;
  const { run, pending, problem } = useAction(cancelCardOrder, {
    done: refund === null ? `${name}${words.done}` : `${name}: запрошена отмена`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={<Button>{words.action}</Button>}
      title={`${words.title}: ${name.toLowerCase()}`}
      description={
        refund === null
          ? words.consequence
          : `Спросим оператора. Когда он подтвердит отмену, ${formatMoney(refund)} вернутся на лицевой счёт.`
      }
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>{words.keep}</DialogClose>
        <Button variant="danger" pending={pending} pendingLabel="Отменяем…" onClick={() => run({ orderId })}>
          {refund === null ? words.action : `Отменить и вернуть ${formatMoney(refund)}`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const orderWords = {
  action: 'Отменить заказ',
  title: 'Отменить',
  consequence: 'Заказ не оплачен, возвращать нечего.',
  keep: 'Оставить заказ',
  done: ' отменён',
};

const draftWords = {
  action: 'Удалить черновик',
  title: 'Удалить черновик',
  consequence: 'Заказ ещё не оформлен. Собранный список карт пропадёт.',
  keep: 'Оставить черновик',
  done: ': черновик удалён',
};
