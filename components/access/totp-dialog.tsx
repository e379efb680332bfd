'use client';

import { DialogForm } from '@/components/forms/dialog-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { InputField } from '@/components/ui/input';
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
      <DialogForm
        {...{ submit, pending, problem }}
        action="Включить"
        pendingLabel="Проверяем…"
        cancel="Не сейчас"
      >
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
      </DialogForm>
    </Dialog>
  );
}
