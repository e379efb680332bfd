import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page-header';
import { InboxTable } from '@/components/sandbox/inbox-table';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchField } from '@/components/ui/search-field';
import { momentText } from '@/lib/core/text';
import { realNow } from '@/lib/platform/clock';
import { cabinetPage, sandboxOnly, type SearchParams } from '@/lib/platform/page';
import { sandboxInbox } from '@/lib/platform/sandbox-mail';

export const metadata: Metadata = { title: 'Почта песочницы' };

export default async function InboxPage({ searchParams }: { searchParams: SearchParams }) {
  sandboxOnly();
  const { ctx, params } = await cabinetPage('stores.read', searchParams);
  const to = params['to']?.trim();
  const letters = await sandboxInbox(to);
  // Letters are stamped by the mail server, which does not follow the clock of the cabinet.
  const now = realNow();
  return (
    <>
      <PageHeader
        title="Почта песочницы"
        back={{ href: '/sandbox', label: 'Песочница' }}
        lead="Сюда приходят все письма кабинета: наружу из песочницы ничего не уходит."
      />
      <div className="mb-4 max-w-md">
        <SearchField label="Адрес получателя целиком" param="to" />
      </div>
      {letters.length > 0 ? (
        <InboxTable
          lines={letters.map((letter) => ({ ...letter, time: momentText(letter.at, now, ctx.timeZone) }))}
        />
      ) : (
        <EmptyState title={to ? 'На этот адрес писем нет' : 'Писем пока нет'}>
          Когда касса передаст чек с адресом покупателя, письмо появится здесь через несколько секунд.
        </EmptyState>
      )}
    </>
  );
}
