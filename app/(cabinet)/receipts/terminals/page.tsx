import type { Metadata } from 'next';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { ReceiptTabs } from '@/components/receipts/receipt-tabs';
import { TerminalPicker } from '@/components/receipts/terminal-picker';
import { TerminalsTable } from '@/components/receipts/terminals-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Pagination } from '@/components/ui/pagination';
import { SearchField } from '@/components/ui/search-field';
import { counted } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { listReceiptTerminals } from '@/lib/receipts/queries';

export const metadata: Metadata = { title: 'Кассы и отправка чеков' };

export default async function ReceiptTerminalsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, params, allowed, may } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const { q, version, after } = params;
  const { rows, total, next } = await listReceiptTerminals(ctx, { q, version, after });
  const filtered = Boolean(q ?? version);
  const nextHref = () => {
    const query = new URLSearchParams({ ...(q && { q }), ...(version && { version }), after: next ?? '' });
    return `/receipts/terminals?${query.toString()}`;
  };
  return (
    <>
      <PageHeader
        title="Чеки на e-mail"
        lead="Готова ли каждая касса отправлять чеки и что она с ними делает."
      />
      <ReceiptTabs current="/receipts/terminals" />
      <ListToolbar
        search={<SearchField label="Название кассы" />}
        filters={
          <FilterSelect
            label="Версия EvotorPOS"
            param="version"
            anyLabel="Любая"
            options={[{ value: 'old', label: 'без адреса по умолчанию' }]}
          />
        }
        reset={filtered ? <Link href="/receipts/terminals">Сбросить</Link> : null}
      />
      {rows.length > 0 ? (
        <>
          {may('receipts.configure') ? (
            <TerminalPicker key={rows[0]?.id} count={rows.length}>
              <TerminalsTable rows={rows} selectable />
            </TerminalPicker>
          ) : (
            <TerminalsTable rows={rows} selectable={false} />
          )}
          {next || after ? (
            <Pagination
              summary={`Всего ${counted(total, ['касса', 'кассы', 'касс'])}`}
              previousHref={after ? '/receipts/terminals' : undefined}
              nextHref={next ? nextHref() : undefined}
            />
          ) : null}
        </>
      ) : (
        <EmptyState title={filtered ? 'Таких касс нет' : 'Здесь будут ваши кассы'}>
          {filtered
            ? 'Измените запрос или сбросьте фильтр.'
            : 'Касса появится в списке, когда её подключат к кабинету организации.'}
        </EmptyState>
      )}
    </>
  );
}
