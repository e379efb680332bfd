'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { signUp } from '@/lib/access/actions';
import { untouched } from '@/lib/core/form-state';
import { FormProblem, PASSWORD_HINT } from './form-parts';
import { LetterSent } from './letter-sent';

export function SignUpForm() {
  const [state, send, pending] = useActionState(signUp, untouched);
  if (state.ok) return <LetterSent email={state.values['email'] ?? ''} what="подтвердите адрес" />;
  const field = (name: string) => ({ name, defaultValue: state.values[name], error: state.fields[name] });
  return (
    <form noValidate action={send} className="grid gap-5">
      <FormProblem state={state} />
      <fieldset className="grid gap-4">
        <legend className="mb-3 text-20 font-semibold">Организация</legend>
        <InputField
          label="ИНН"
          hint="10 цифр у юрлица, 12 у ИП"
          inputMode="numeric"
          autoComplete="off"
          mono
          required
          {...field('inn')}
        />
        <InputField
          label="КПП"
          hint="Только для юрлица; у ИП его нет"
          autoComplete="off"
          mono
          {...field('kpp')}
        />
        <InputField
          label="ОГРН или ОГРНИП"
          inputMode="numeric"
          autoComplete="off"
          mono
          optional
          {...field('ogrn')}
        />
        <InputField
          label="Название"
          hint="Как в документах: ООО «Северный хлеб», ИП Аскеров Т. Р."
          autoComplete="organization"
          maxLength={200}
          required
          {...field('organizationName')}
        />
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-3 text-20 font-semibold">Вы — владелец кабинета</legend>
        <InputField label="Имя и фамилия" autoComplete="name" maxLength={100} required {...field('name')} />
        <InputField
          label="E-mail"
          hint="На него придёт письмо, без которого кабинет не откроется"
          type="email"
          inputMode="email"
          autoComplete="username"
          required
          {...field('email')}
        />
        <InputField
          name="password"
          label="Пароль"
          hint={PASSWORD_HINT}
          type="password"
          autoComplete="new-password"
          error={state.fields['password']}
          required
        />
      </fieldset>
      <Button
        type="submit"
        variant="primary"
        size="large"
        wide
        pending={pending}
        pendingLabel="Отправляем письмо…"
      >
        Зарегистрировать
      </Button>
      <p>
        <Link href="/sign-in">Уже есть доступ — войти</Link>
      </p>
    </form>
  );
}
