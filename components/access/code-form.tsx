'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { signInCode } from '@/lib/access/actions';
import { untouched } from '@/lib/core/form-state';
import { FormProblem } from './form-parts';

/** The second step of signing in. */
export function CodeForm({ next }: { next: string }) {
  const [state, send, pending] = useActionState(signInCode, untouched);
  return (
    <form noValidate action={send} className="grid gap-4">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={next} />
      <InputField
        name="code"
        label="Код"
        hint="Шесть цифр из приложения или запасной код"
        autoComplete="one-time-code"
        spellCheck={false}
        mono
        error={state.fields['code']}
        required
      />
      <Button type="submit" variant="primary" size="large" wide pending={pending} pendingLabel="Проверяем…">
        Войти
      </Button>
      <p>
        <Link href="/sign-in">Войти под другим именем</Link>
      </p>
    </form>
  );
}
