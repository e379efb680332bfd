'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { signInForm } from '@/lib/access/actions';
import { untouched } from '@/lib/core/form-state';
import { FormProblem } from './form-parts';

export interface DemoAccount {
  readonly email: string;
  readonly role: string;
  readonly note: string;
}

/** Works without JavaScript: the browser sends it, the server answers with a page. */
export function SignInForm({
  next,
  demo,
  demoPassword,
}: {
  next: string;
  demo: readonly DemoAccount[];
  demoPassword: string;
}) {
  const [state, send, pending] = useActionState(signInForm, untouched);
  return (
    <div className="grid gap-8">
      <form noValidate action={send} className="grid gap-4">
        <FormProblem state={state} />
        <input type="hidden" name="next" value={next} />
        <InputField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          defaultValue={state.values['email']}
          error={state.fields['email']}
          required
        />
        <InputField
          name="password"
          label="Пароль"
          type="password"
          autoComplete="current-password"
          error={state.fields['password']}
          required
        />
        <Button type="submit" variant="primary" size="large" wide pending={pending} pendingLabel="Входим…">
          Войти
        </Button>
      </form>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <Link href="/reset">Забыли пароль?</Link>
        <Link href="/sign-up">Зарегистрировать организацию</Link>
      </p>
      {demo.length > 0 ? (
        <section aria-labelledby="demo">
          <h2 id="demo" className="text-16 font-semibold">
            Демонстрационные входы
          </h2>
          <p className="mt-1 text-14 text-ink-2">Песочница: данные вымышлены, деньги не настоящие.</p>
          <ul className="mt-3 divide-y divide-line border-y border-line">
            {demo.map((account) => (
              <li
                key={account.email}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2"
              >
                <span className="min-w-0">
                  <span className="font-semibold">{account.role}</span>
                  <span className="block text-13 text-ink-2">{account.note}</span>
                </span>
                <form action={send}>
                  <input type="hidden" name="next" value={next} />
                  <input type="hidden" name="email" value={account.email} />
                  <input type="hidden" name="password" value={demoPassword} />
                  <Button
                    type="submit"
                    size="small"
                    disabled={pending}
                    aria-label={`Войти как ${account.email}`}
                  >
                    {account.email}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
