import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/access/sign-in-form';
import { PlainLayout } from '@/components/layout/plain-layout';
import { Notice } from '@/components/ui/notice';
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
  const params = await plainParams(searchParams);
  const next = safeReturnPath(params['next']);
  if (await currentSession()) redirect(next);
  const sandbox = isSandbox();
  return (
    <PlainLayout>
      <h1 className="mb-6 text-28 font-semibold">Вход</h1>
      {params['confirmed'] ? (
        <Notice tone="works" className="mb-6" title="Адрес подтверждён">
          Кабинет готов. Войдите с паролем, который придумали при регистрации.
        </Notice>
      ) : null}
      {params['password'] === 'new' ? (
        <Notice tone="works" className="mb-6" title="Пароль сохранён">
          Прежние входы завершены. Войдите с новым паролем.
        </Notice>
      ) : null}
      <SignInForm next={next} demo={sandbox ? demo : []} demoPassword={sandbox ? 'kassa-demo' : ''} />
    </PlainLayout>
  );
}
