import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignUpForm } from '@/components/access/sign-up-form';
import { PlainLayout } from '@/components/layout/plain-layout';
import { currentSession } from '@/lib/platform/auth';

export const metadata: Metadata = { title: 'Регистрация организации' };

export default async function SignUpPage() {
  if (await currentSession()) redirect('/');
  return (
    <PlainLayout>
      <h1 className="text-28 font-semibold">Регистрация организации</h1>
      <p className="mt-2 mb-6 text-ink-2">
        Кабинет откроется, когда вы подтвердите адрес по письму. Платить за это не нужно.
      </p>
      <SignUpForm />
    </PlainLayout>
  );
}
