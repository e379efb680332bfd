import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { JournalExport } from '@/components/receipts/journal-export';
import { JournalTable } from '@/components/receipts/journal-table';
import { ReceiptTabs } from '@/components/receipts/receipt-tabs';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Pagination } from '@/components/ui/pagination';
import { SearchField } from '@/components/ui/search-field';
import { today } from '@/lib/access/context';
import { addDays } from '@/lib/core/local-date';
import { momentText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { groupNames } from '@/lib/receipts/labels';
import { journalGroups } from '@/lib/receipts/journal/model';
import { listReceipts } from '@/lib/receipts/journal/queries';
import { terminalOptions } from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Журнал чеков' };

export default async function ReceiptJournalPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, params, allowed, may } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const { status, terminal, from, q, after, store } = params;
  const [{ rows, next }, terminals] = await Promise.all([
    listReceipts(ctx, { status, terminal, from, q, after }),
    terminalOptions(ctx),
  ]);
  const now = ctx.clock.now();
  const filter = {
    ...(status && { status }),
    ...(terminal && { terminal }),
    ...(from && { from }),
    ...(q && { q }),
  };
  const query = (more: Record<string, string>) => new URLSearchParams({ ...filter, ...more }).toString();
  const href = (place: Record<string, string>) => `/receipts/journal?${query(place)}`;
  const filtered = Object.keys(filter).length > 0;
  const day = today(ctx);
  return (
    <>
      <LiveRefresh active={rows.some((row) => row.status === 'QUEUED')} />
      <PageHeader title="Чеки на e-mail" lead="Какой чек куда ушёл и дошёл ли он, новые сверху." />
      <ReceiptTabs current="/receipts/journal" />
      <ListToolbar
        search={
          <SearchField
            label={may('receipts.configure') ? 'Адрес, номер документа, ФП' : 'Номер документа, ФП'}
          />
        }
        filters={
          <>
            <FilterSelect
              label="Состояние"
              param="status"
              options={journalGroups.map((value) => ({ value, label: groupNames[value] }))}
            />
            <FilterSelect
              label="Касса"
              param="terminal"
              anyLabel="Любая"
              options={terminals.map(({ id, name, storeName }) => ({
                value: id,
                label: `${name}, ${storeName}`,
              }))}
            />
            <FilterSelect
              label="Когда"
              param="from"
              anyLabel="За всё время"
              options={[
                { value: day, label: 'Сегодня' },
                { value: addDays(day, -6), label: 'За 7 дней' },
                { value: addDays(day, -29), label: 'За 30 дней' },
              ]}
            />
          </>
        }
        reset={filtered ? <Link href="/receipts/journal">Сбросить</Link> : null}
        end={may('receipts.export') ? <JournalExport query={query({ ...(store && { store }) })} /> : null}
      />
      {rows.length > 0 ? (
        <>
          <JournalTable
            lines={rows.map((row) => ({ ...row, time: momentText(row.issuedAt, now, ctx.timeZone) }))}
          />
          {next || after ? (
            <Pagination
              previousHref={after ? href({}) : undefined}
              nextHref={next ? href({ after: next }) : undefined}
            />
          ) : null}
        </>
      ) : (
        <EmptyState title={filtered ? 'Таких чеков нет' : 'Чеков пока нет'}>
          {filtered
            ? 'Измените поиск и фильтры или выберите другой магазин.'
            : 'Здесь будет видно, какой чек куда ушёл и дошёл ли он.'}
        </EmptyState>
      )}
    </>
  );
}
