import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/access/sign-in-form';
import { PlainLayout } from '@/components/layout/plain-layout';
import { safeReturnPath } from '@/lib/access/return-path.rule';
import { currentSession } from '@/lib/platform/auth';
import { isSandbox } from '@/lib/platform/env';
import { plainParams, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Вход' };

const demo = [
  { email: 'owner@kassa.test', role: 'Владелец', note: 'сеть из 4 магазинов' },
  { email: 'admin@kassa.test', role: 'Администратор', note: '2 магазина из 4' },
  { email: 'accountant@kassa.test', role: 'Бухгалтер', note: 'деньги и документы' },
  { email: 'cashier@kassa.test', role: 'Кассир', note: 'свой магазин, только просмотр' },
  { email: 'owner@second.test', role: 'Другая организация', note: 'ИП с одним магазином' },
];

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeReturnPath((await plainParams(searchParams))['next']);
  if (await currentSession()) redirect(next);
  const sandbox = isSandbox();
  return (
    <PlainLayout>
      <h1 className="mb-6 text-28 font-semibold">Вход</h1>
      <SignInForm next={next} demo={sandbox ? demo : []} demoPassword={sandbox ? 'kassa-demo' : ''} />
    </PlainLayout>
  );
}
