'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { DialogForm } from '@/components/forms/dialog-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useToast } from '@/components/ui/toast';
import { refundReturnedOrder, resendReturnedOrder } from '@/lib/card-orders/actions';
import { cardsCount, whichCards } from '@/lib/card-orders/labels';
import type { DeliveryPlace } from '@/lib/card-orders/model';
import { resendCardOrderInput } from '@/lib/card-orders/schema';
import { type Kopecks, formatMoney } from '@/lib/core/money';
import { PlaceFields } from './place-fields';

interface ReturnDecisionProps {
  orderId: string;
  place: DeliveryPlace;
  /** cards that did not come */
  missing: number;
  refund: Kopecks;
  resendable: boolean;
}

/** A parcel came back: send it anew, or take the money. */
export function ReturnDecision({ orderId, place, missing, refund, resendable }: ReturnDecisionProps) {
  return (
    <>
      {resendable ? <Resend orderId={orderId} place={place} missing={missing} /> : null}
      <Refund orderId={orderId} missing={missing} refund={refund} />
    </>
  );
}

function Resend({ orderId, place, missing }: Pick<ReturnDecisionProps, 'orderId' | 'place' | 'missing'>) {
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const { form, submit, pending, problem } = useActionForm({
    schema: resendCardOrderInput,
    action: (input) => resendReturnedOrder({ ...input, orderId }),
    defaultValues: { orderId, ...place },
    onSuccess: () => {
      toast({ title: 'Заказ отправим повторно', tone: 'works' });
      setOpen(false);
    },
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      trigger={<Button variant="primary">Отправить повторно</Button>}
      title={`Отправить повторно: ${cardsCount(missing)}`}
      description="Бесплатно, один раз. Проверьте, кто и где получит посылку."
    >
      <DialogForm
        {...{ submit, pending, problem }}
        action={`Отправить ${whichCards(missing)} повторно`}
        pendingLabel="Отправляем…"
        cancel="Не сейчас"
      >
        <PlaceFields field={(name) => ({ ...form.register(name), error: errors[name]?.message })} />
      </DialogForm>
    </Dialog>
  );
}

function Refund({ orderId, missing, refund }: Pick<ReturnDecisionProps, 'orderId' | 'missing' | 'refund'>) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(refundReturnedOrder, {
    done: `На лицевой счёт возвращено ${formatMoney(refund)}`,
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={<Button>Вернуть деньги</Button>}
      title="Вернуть деньги за карты"
      description={`${cardsCount(missing)}: на лицевой счёт вернётся ${formatMoney(refund)}. Доставка не возвращается: посылка проделала путь. Заказ будет закрыт.`}
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="primary"
          pending={pending}
          pendingLabel="Возвращаем…"
          onClick={() => run({ orderId })}
        >
          Вернуть {formatMoney(refund)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
