'use client';

import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { useToast } from '@/components/ui/toast';
import { changePassword } from '@/lib/access/actions';
import { changePasswordInput } from '@/lib/access/schema';
import { PASSWORD_HINT } from './form-parts';

export function ChangePasswordForm({ email }: { email: string }) {
  const toast = useToast();
  const { form, submit, pending, problem } = useActionForm({
    schema: changePasswordInput,
    action: changePassword,
    defaultValues: { current: '', password: '' },
    secrets: ['current', 'password'],
    onSuccess: () => {
      form.reset();
      toast({ title: 'Пароль изменён', text: 'Другие входы завершены', tone: 'works' });
    },
  });
  const { errors } = form.formState;
  return (
    <form noValidate onSubmit={submit} className="grid max-w-md gap-4">
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <InputField
        label="Пароль сейчас"
        type="password"
        autoComplete="current-password"
        error={errors.current?.message}
        {...form.register('current')}
      />
      <InputField
        label="Новый пароль"
        hint={PASSWORD_HINT}
        type="password"
        autoComplete="new-password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" pending={pending} pendingLabel="Сохраняем…">
          Сменить пароль
        </Button>
      </div>
    </form>
  );
}
