'use client';

import { useState } from 'react';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { connectCloud } from '@/lib/terminals/actions';
import { connectInput } from '@/lib/terminals/cloud/schema';

export interface TokenFormProps {
  button: string;
  onDone?: (() => void) | undefined;
}

/** The token is typed once: afterwards the cabinet shows its last four characters only. */
export function TokenForm({ button, onDone }: TokenFormProps) {
  const [requestId] = useState(() => crypto.randomUUID());
  const { form, submit, pending, problem } = useActionForm({
    schema: connectInput,
    action: connectCloud,
    defaultValues: { requestId, token: '' },
    secrets: ['token'],
    onSuccess: () => onDone?.(),
  });
  return (
    <form
      // Sent before the page is awake, the token must not come to stand in an address.
      method="post"
      noValidate
      className="grid max-w-xl gap-5"
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <InputField
        label="Токен облака Эвотор"
        hint="Его выдают в личном кабинете Эвотор приложению с правами на магазины и смарт-терминалы. Храним зашифрованным и показываем только последние 4 знака."
        mono
        autoComplete="off"
        spellCheck={false}
        maxLength={600}
        error={form.formState.errors.token?.message}
        {...form.register('token')}
      />
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={pending} pendingLabel="Подключаем…">
          {button}
        </Button>
        <p className="mt-2 text-13 text-ink-2">Сначала покажем, что изменится. Пока ничего не добавляется.</p>
      </div>
    </form>
  );
}
