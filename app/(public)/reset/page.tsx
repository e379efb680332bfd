import type { Metadata } from 'next';
import { AskResetForm } from '@/components/access/link-forms';
import { PlainLayout } from '@/components/layout/plain-layout';

export const metadata: Metadata = { title: 'Новый пароль' };

export default function ResetPage() {
  return (
    <PlainLayout>
      <h1 className="text-28 font-semibold">Новый пароль</h1>
      <p className="mt-2 mb-6 text-ink-2">
        Пришлём ссылку на адрес, с которым вы входите. Она действует 45 минут.
      </p>
      <AskResetForm />
    </PlainLayout>
  );
}
