'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { askForReset, confirmEmail, sendConfirmationAgain, setNewPassword } from '@/lib/access/actions';
import { untouched } from '@/lib/core/form-state';
import { FormProblem, PASSWORD_HINT } from './form-parts';
import { LetterSent } from './letter-sent';

/** The button that the letter of a registration leads to: opening the page confirms nothing. */
export function ConfirmEmailForm({ token }: { token: string }) {
  const [state, send, pending] = useActionState(confirmEmail, untouched);
  if (state.code === 'LINK_EXPIRED') return <ConfirmationAgain token={token} />;
  return (
    <form action={send} className="grid gap-4">
      <FormProblem state={state} />
      <input type="hidden" name="token" value={token} />
      <Button
        type="submit"
        variant="primary"
        size="large"
        wide
        pending={pending}
        pendingLabel="Подтверждаем…"
      >
        Подтвердить адрес
      </Button>
    </form>
  );
}

export function ConfirmationAgain({ token }: { token: string }) {
  const [state, send, pending] = useActionState(sendConfirmationAgain, untouched);
  if (state.ok) return <LetterSent email="" what="подтвердите адрес" />;
  return (
    <form action={send} className="grid gap-4">
      <Notice tone="attention" title="Срок ссылки вышел">
        Она действует сутки. Введённое при регистрации сохранилось: получите новую ссылку.
      </Notice>
      <FormProblem state={state} />
      <input type="hidden" name="token" value={token} />
      <Button type="submit" variant="primary" size="large" wide pending={pending} pendingLabel="Отправляем…">
        Отправить новую ссылку
      </Button>
    </form>
  );
}

export function AskResetForm() {
  const [state, send, pending] = useActionState(askForReset, untouched);
  if (state.ok) {
    return <LetterSent email={state.values['email'] ?? ''} what="задайте новый пароль по ссылке" />;
  }
  return (
    <form noValidate action={send} className="grid gap-4">
      <FormProblem state={state} />
      <InputField
        name="email"
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        defaultValue={state.values['email']}
        error={state.fields['email']}
        required
      />
      <Button type="submit" variant="primary" size="large" wide pending={pending} pendingLabel="Отправляем…">
        Получить письмо
      </Button>
      <p>
        <Link href="/sign-in">Вернуться ко входу</Link>
      </p>
    </form>
  );
}

export function NewPasswordForm({ token }: { token: string }) {
  const [state, send, pending] = useActionState(setNewPassword, untouched);
  const isOver = state.code?.startsWith('LINK_') ?? false;
  return (
    <form noValidate action={send} className="grid gap-4">
      <FormProblem state={state}>
        {isOver ? (
          <Button href="/reset" size="small">
            Получить новую
          </Button>
        ) : null}
      </FormProblem>
      <input type="hidden" name="token" value={token} />
      <InputField
        name="password"
        label="Новый пароль"
        hint={PASSWORD_HINT}
        type="password"
        autoComplete="new-password"
        error={state.fields['password']}
        required
      />
      <Button type="submit" variant="primary" size="large" wide pending={pending} pendingLabel="Сохраняем…">
        Сохранить пароль
      </Button>
    </form>
  );
}
