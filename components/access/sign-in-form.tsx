'use client';

import { type SubmitEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';

export interface DemoAccount {
  readonly email: string;
  readonly role: string;
  readonly note: string;
}

interface Problem {
  readonly field?: 'email' | 'password';
  readonly text: string;
}

/** Returns what stands in the way, or null when the session is open. */
async function openSession(email: string, password: string): Promise<Problem | null> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    });
    if (response.ok) return null;
    if (response.status === 401)
      return { text: 'Адрес или пароль не подходят. Проверьте раскладку и Caps Lock.' };
  } catch {
    return { text: 'Нет связи с кабинетом. Проверьте интернет и повторите.' };
  }
  return { text: 'Кабинет не ответил. Повторите через минуту.' };
}

export function SignInForm({
  next,
  demo,
  demoPassword,
}: {
  next: string;
  demo: readonly DemoAccount[];
  demoPassword: string;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState<string | null>(null);

  async function enter(email: string, password: string) {
    setProblem(null);
    setPending(email);
    const found = await openSession(email, password);
    if (found) {
      setProblem(found);
      setPending(null);
      return;
    }
    window.location.assign(next);
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const email = text('email').trim();
    const password = text('password');
    if (!/^\S+@\S+$/.test(email)) setProblem({ field: 'email', text: 'Введите адрес вида name@company.ru' });
    else if (!password) setProblem({ field: 'password', text: 'Введите пароль' });
    else void enter(email, password);
  }

  const errorOf = (field: Problem['field']) => (problem?.field === field ? problem?.text : undefined);

  return (
    <div className="grid gap-8">
      <form noValidate onSubmit={submit} className="grid gap-4" method="post">
        {problem && !problem.field ? (
          <Notice tone="failed" live="alert">
            {problem.text}
          </Notice>
        ) : null}
        <InputField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          error={errorOf('email')}
          required
        />
        <InputField
          name="password"
          label="Пароль"
          type="password"
          autoComplete="current-password"
          error={errorOf('password')}
          required
        />
        <Button
          type="submit"
          variant="primary"
          size="large"
          wide
          pending={pending !== null}
          pendingLabel="Входим…"
        >
          Войти
        </Button>
      </form>
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
                <Button
                  size="small"
                  disabled={pending !== null}
                  aria-label={`Войти как ${account.email}`}
                  onClick={() => void enter(account.email, demoPassword)}
                >
                  {account.email}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
