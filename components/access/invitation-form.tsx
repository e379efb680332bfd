'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { acceptInvitation } from '@/lib/access/people/actions';
import { untouched } from '@/lib/core/form-state';
import { FormProblem, PASSWORD_HINT } from './form-parts';

export interface InvitationFormProps {
  token: string;
  email: string;
  person: 'NEW' | 'KNOWN';
}

/** Works without JavaScript: the browser sends it, the server answers with a page. */
export function InvitationForm({ token, email, person }: InvitationFormProps) {
  const [state, send, pending] = useActionState(acceptInvitation, untouched);
  const isNew = person === 'NEW';
  return (
    <form noValidate action={send} className="grid gap-4">
      <FormProblem state={state} />
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="person" value={person} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {isNew ? (
        <InputField
          name="name"
          label="Как вас зовут"
          autoComplete="name"
          defaultValue={state.values['name']}
          error={state.fields['name']}
          required
        />
      ) : (
        <p className="text-16">Этот адрес уже известен кабинету: введите пароль, с которым входили раньше.</p>
      )}
      <InputField
        name="password"
        label={isNew ? 'Придумайте пароль' : 'Пароль'}
        hint={isNew ? PASSWORD_HINT : undefined}
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        error={state.fields['password']}
        required
      />
      <Button type="submit" variant="primary" size="large" wide pending={pending} pendingLabel="Входим…">
        Принять приглашение
      </Button>
      {isNew ? null : (
        <p>
          <Link href="/reset">Забыли пароль?</Link>
        </p>
      )}
    </form>
  );
}
