'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';

const RefundForm = dynamic(() => import('./refund-form').then((loaded) => loaded.RefundForm));

interface RefundProps {
  paymentId: string;
  /** of this payment that has not gone back */
  left: Kopecks;
  balance: Kopecks;
}

/** Sends money of a payment back to its card. */
export function RefundDialog({ paymentId, left, balance }: RefundProps) {
  const [open, setOpen] = useState(false);
  const most = kopecks(Math.min(left, balance));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">Вернуть на карту</Button>}
      title="Вернуть деньги на карту"
      description={
        most < left
          ? `По платежу можно вернуть ${formatMoney(left)}, на лицевом счёте ${formatMoney(balance)}: остальное потрачено.`
          : `Деньги уйдут с лицевого счёта сразу, на карту придут в срок банка, обычно до 3 дней. Можно вернуть ${formatMoney(left)}.`
      }
    >
      {open ? (
        <RefundForm paymentId={paymentId} most={most} balance={balance} onDone={() => setOpen(false)} />
      ) : null}
    </Dialog>
  );
}
