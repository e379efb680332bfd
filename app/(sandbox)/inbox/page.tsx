import type { Metadata } from 'next';
import { InboxTable } from '@/components/sandbox/inbox-table';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchField } from '@/components/ui/search-field';
import { momentText } from '@/lib/core/text';
import { plainParams, type SearchParams, sandboxOnly } from '@/lib/platform/page';
import { sandboxInbox } from '@/lib/platform/sandbox-mail';

export const metadata: Metadata = { title: 'Почта песочницы' };

export default async function InboxPage({ searchParams }: { searchParams: SearchParams }) {
  sandboxOnly();
  const { to } = await plainParams(searchParams);
  const letters = await sandboxInbox(to?.trim() || undefined);
  const now = new Date();
  return (
    <main id="content" className="mx-auto w-full max-w-5xl px-4 py-8 md:px-6">
      <PageHeader
        title="Почта песочницы"
        lead="Сюда приходят все письма кабинета: наружу из песочницы ничего не уходит."
      />
      <div className="mb-4 max-w-md">
        <SearchField label="Адрес получателя целиком" param="to" />
      </div>
      {letters.length > 0 ? (
        <InboxTable
          lines={letters.map((letter) => ({ ...letter, time: momentText(letter.at, now, 'Europe/Moscow') }))}
        />
      ) : (
        <EmptyState title={to ? 'На этот адрес писем нет' : 'Писем пока нет'}>
          Продайте что-нибудь на кассе с отправкой чека: письмо появится здесь через несколько секунд.
        </EmptyState>
      )}
    </main>
  );
}
