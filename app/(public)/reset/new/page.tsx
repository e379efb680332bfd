import type { Metadata } from 'next';
import { NewPasswordForm } from '@/components/access/link-forms';
import { PlainLayout } from '@/components/layout/plain-layout';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { linkState } from '@/lib/access/account';
import { realNow } from '@/lib/platform/clock';
import { plainParams, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Новый пароль' };

const over = {
  USED: ['Ссылка уже использована', 'Она подходит один раз. Если пароль снова нужен новый, получите другую.'],
  EXPIRED: ['Срок ссылки вышел', 'Она действует 45 минут. Получите новую.'],
  UNKNOWN: ['Ссылка не подходит', 'Возможно, она скопирована не целиком. Откройте её из письма ещё раз.'],
} as const;

export default async function NewPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const token = (await plainParams(searchParams))['token'] ?? '';
  const state = await linkState('RESET', token, realNow());
  return (
    <PlainLayout>
      <h1 className="mb-6 text-28 font-semibold">Новый пароль</h1>
      {state === 'GOOD' ? (
        <NewPasswordForm token={token} />
      ) : (
        <Notice
          tone="failed"
          title={over[state][0]}
          action={
            <Button href="/reset" size="small">
              Получить новую ссылку
            </Button>
          }
        >
          {over[state][1]}
        </Notice>
      )}
    </PlainLayout>
  );
}
