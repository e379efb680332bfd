'use client';

import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { QrCode } from '@/components/ui/qr-code';
import { turnTotpOn } from '@/lib/access/actions';
import { codeInput } from '@/lib/access/schema';

export interface TotpDialogProps {
  secret: string;
  uri: string;
  onDone: (codes: readonly string[]) => void;
  onClose: () => void;
}

export default function TotpDialog({ secret, uri, onDone, onClose }: TotpDialogProps) {
  const { form, submit, pending, problem } = useActionForm({
    schema: codeInput,
    action: turnTotpOn,
    defaultValues: { code: '' },
    onSuccess: onDone,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      title="Вход с кодом"
      description="Наведите на картинку приложение для кодов, например Яндекс Ключ или Google Authenticator, и введите шесть цифр, которые оно покажет."
    >
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
          <QrCode text={uri} label="QR-код для приложения" />
          <p className="min-w-48 flex-1 text-ink-2">
            Без камеры введите ключ:
            <span className="block font-mono wrap-anywhere text-ink">{secret}</span>
            <CopyButton value={secret} label="Скопировать ключ" words />
          </p>
        </div>
        <InputField
          label="Код из приложения"
          inputMode="numeric"
          autoComplete="one-time-code"
          mono
          error={form.formState.errors.code?.message}
          {...form.register('code')}
        />
        {problem ? (
          <Notice tone="failed" live="alert">
            {problem.message}
          </Notice>
        ) : null}
        <DialogActions>
          <DialogClose disabled={pending}>Не сейчас</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Проверяем…">
            Включить
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
