'use client';

import { useState } from 'react';
import { signInAgain } from '@/components/forms/sign-in-again';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { confirmAgain } from '@/lib/access/actions';

export interface ConfirmDialogProps {
  onDone: () => void;
  onClose: () => void;
}

type Refused = Extract<Awaited<ReturnType<typeof confirmAgain>>, { ok: false }>;

/** The password once more, and the code where one is set; what stands behind it waits with all that was typed. */
export default function ConfirmDialog({ onDone, onClose }: ConfirmDialogProps) {
  const [pending, setPending] = useState(false);
  const [withCode, setWithCode] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  async function send(data: FormData) {
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    setPending(true);
    setRefused(null);
    const result = await confirmAgain({
      password: text('confirm-password'),
      ...(withCode && { code: text('confirm-code') }),
    });
    setPending(false);
    if (result.ok) onDone();
    else if (result.code === 'SIGNED_OUT') signInAgain();
    else {
      if (result.code === 'CODE_NEEDED') setWithCode(true);
      setRefused(result);
    }
  }

  const isFirstAsk = refused?.code === 'CODE_NEEDED';
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      width="narrow"
      title="Подтвердите, что это вы"
      description="Деньги, права, ключи и закрытие карт требуют пароля, если его не спрашивали больше 15 минут. Введённое сохранится."
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void send(new FormData(event.currentTarget));
        }}
        className="grid gap-4"
      >
        <InputField
          name="confirm-password"
          label="Ваш пароль"
          type="password"
          autoComplete="current-password"
          autoFocus
          error={refused?.fields?.['password']}
          required
        />
        {withCode ? (
          <InputField
            name="confirm-code"
            label="Код"
            hint="Шесть цифр из приложения или запасной код"
            autoComplete="one-time-code"
            mono
            error={isFirstAsk ? undefined : refused?.fields?.['code']}
            required
          />
        ) : null}
        {refused && !refused.fields ? (
          <Notice tone="failed" live="alert">
            {refused.message}
          </Notice>
        ) : null}
        <DialogActions>
          <Button variant="quiet" onClick={onClose} disabled={pending}>
            Не сейчас
          </Button>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Проверяем…">
            Подтвердить
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
