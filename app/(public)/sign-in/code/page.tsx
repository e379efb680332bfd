import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { CodeForm } from '@/components/access/code-form';
import { PlainLayout } from '@/components/layout/plain-layout';
import { safeReturnPath } from '@/lib/access/return-path.rule';
import { codeAwaited } from '@/lib/platform/auth';
import { plainParams, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Код для входа' };

export default async function SignInCodePage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeReturnPath((await plainParams(searchParams))['next']);
  if ((await codeAwaited()) === null) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  return (
    <PlainLayout>
      <h1 className="text-28 font-semibold">Код для входа</h1>
      <p className="mt-2 mb-6 text-ink-2">Пароль подошёл. Остался код из приложения на вашем телефоне.</p>
      <CodeForm next={next} />
    </PlainLayout>
  );
}
