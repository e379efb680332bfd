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
  /** what comes back; null: nothing was paid */
  refund: Kopecks | null;
}

export function CancelOrder({ orderId, name, refund }: CancelOrderProps) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(cancelCardOrder, {
    done: refund === null ? `${name} отменён` : `${name}: запрошена отмена`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={<Button>Отменить заказ</Button>}
      title={`Отменить: ${name.toLowerCase()}`}
      description={
        refund === null
          ? 'Заказ не оплачен, возвращать нечего.'
          : `Спросим оператора. Когда он подтвердит отмену, ${formatMoney(refund)} вернутся на лицевой счёт.`
      }
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Оставить заказ</DialogClose>
        <Button variant="danger" pending={pending} pendingLabel="Отменяем…" onClick={() => run({ orderId })}>
          {refund === null ? 'Отменить заказ' : `Отменить и вернуть ${formatMoney(refund)}`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
