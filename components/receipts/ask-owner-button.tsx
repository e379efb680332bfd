'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { resendAddressLetter } from '@/lib/receipts/actions';
import type { SettingTargetInput } from '@/lib/receipts/schema';

/** Sends the letter to the owner of the default address once more. */
export function AskOwnerButton({ target }: { target: SettingTargetInput }) {
  const { run, pending } = useAction(resendAddressLetter, {
    done: ({ address }) => `Письмо поставлено в очередь: ${address}`,
  });
  return (
    <Button
      size="small"
      icon="send"
      pending={pending}
      pendingLabel="Отправляем…"
      onClick={() => run({ target })}
    >
      Отправить письмо ещё раз
    </Button>
  );
}
