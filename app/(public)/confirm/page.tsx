import type { Metadata } from 'next';
import { ConfirmationAgain, ConfirmEmailForm } from '@/components/access/link-forms';
import { PlainLayout } from '@/components/layout/plain-layout';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { linkState } from '@/lib/access/account';
import { realNow } from '@/lib/platform/clock';
import { plainParams, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Подтверждение адреса' };

/** Opening it changes nothing: a mail program that looks at links in advance confirms nothing. */
export default async function ConfirmPage({ searchParams }: { searchParams: SearchParams }) {
  const token = (await plainParams(searchParams))['token'] ?? '';
  const state = await linkState('REGISTRATION', token, realNow());
  return (
    <PlainLayout>
      <h1 className="mb-6 text-28 font-semibold">Подтверждение адреса</h1>
      {state === 'GOOD' ? <ConfirmEmailForm token={token} /> : null}
      {state === 'EXPIRED' ? <ConfirmationAgain token={token} /> : null}
      {state === 'USED' ? (
        <Notice
          title="Адрес уже подтверждён"
          action={
            <Button href="/sign-in" size="small">
              Войти
            </Button>
          }
        >
          Эта ссылка подходит один раз, и она уже использована.
        </Notice>
      ) : null}
      {state === 'UNKNOWN' ? (
        <Notice
          tone="failed"
          title="Ссылка не подходит"
          action={
            <Button href="/sign-up" size="small">
              Зарегистрироваться
            </Button>
          }
        >
          Возможно, она скопирована не целиком. Откройте её из письма ещё раз.
        </Notice>
      ) : null}
    </PlainLayout>
  );
}
