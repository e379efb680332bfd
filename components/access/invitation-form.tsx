'use client';

import { useState } from 'react';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import type { ActionResult } from '@/lib/core/action-result';
import { type AcceptInvitationInput, acceptInvitationInput } from '@/lib/access/people/schema';

type Accepted = ActionResult<{ email: string }>;

async function accept(input: AcceptInvitationInput): Promise<Accepted> {
  try {
    const response = await fetch('/invitation/accept', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await response.json()) as Accepted;
  } catch {
    return { ok: false, code: 'OFFLINE', message: 'Нет связи с кабинетом. Проверьте интернет и повторите.' };
  }
}

/** Opens a session with what was just typed; where that does not do, the sign-in page asks for the rest. */
async function enter(email: string, password: string): Promise<void> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    });
    window.location.assign(response.ok ? '/' : '/sign-in');
  } catch {
    window.location.assign('/sign-in');
  }
}

export interface InvitationFormProps {
  token: string;
  email: string;
  person: 'NEW' | 'KNOWN';
}

export function InvitationForm({ token, email, person }: InvitationFormProps) {
  const [entering, setEntering] = useState(false);
  const { form, submit, pending, problem } = useActionForm({
    schema: acceptInvitationInput,
    action: accept,
    defaultValues:
      person === 'NEW' ? { person, token, name: '', password: '' } : { person, token, password: '' },
    onSuccess: async () => {
      setEntering(true);
      await enter(email, form.getValues('password'));
    },
  });
  const { errors } = form.formState;
  const nameError = 'name' in errors ? errors.name.message : undefined;
  return (
    <form noValidate method="post" onSubmit={submit} className="grid gap-4">
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {person === 'NEW' ? (
        <InputField
          label="Как вас зовут"
          autoComplete="name"
          error={nameError}
          required
          {...form.register('name')}
        />
      ) : (
        <p className="text-16">Этот адрес уже известен кабинету: введите пароль, с которым входили раньше.</p>
      )}
      <InputField
        label={person === 'NEW' ? 'Придумайте пароль' : 'Пароль'}
        hint={person === 'NEW' ? 'От 8 знаков: лучше несколько слов, чем один сложный знак.' : undefined}
        type="password"
        autoComplete={person === 'NEW' ? 'new-password' : 'current-password'}
        error={errors.password?.message}
        required
        {...form.register('password')}
      />
      <Button
        type="submit"
        variant="primary"
        size="large"
        wide
        pending={pending || entering}
        pendingLabel="Входим…"
      >
        Принять приглашение
      </Button>
    </form>
  );
}
