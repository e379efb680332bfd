import type { Metadata } from 'next';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { JournalTable } from '@/components/receipts/journal-table';
import { ReceiptTabs } from '@/components/receipts/receipt-tabs';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Pagination } from '@/components/ui/pagination';
import { momentText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { statusLabels } from '@/lib/receipts/labels';
import { listReceipts } from '@/lib/receipts/queries';
import { terminalOptions } from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Журнал чеков' };

export default async function ReceiptJournalPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, params, allowed } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const { status, terminal, after } = params;
  const [{ rows, next }, terminals] = await Promise.all([
    listReceipts(ctx, { status, terminal, after }),
    terminalOptions(ctx),
  ]);
  const now = ctx.clock.now();
  const filter = { ...(status && { status }), ...(terminal && { terminal }) };
  const href = (place: Record<string, string>) =>
    `/receipts/journal?${new URLSearchParams({ ...filter, ...place }).toString()}`;
  const filtered = Boolean(status ?? terminal);
  return (
    <>
      <PageHeader title="Чеки на e-mail" lead="Какой чек куда ушёл и дошёл ли он, новые сверху." />
      <ReceiptTabs current="/receipts/journal" />
      <ListToolbar
        filters={
          <>
            <FilterSelect
              label="Состояние"
              param="status"
              options={Object.entries(statusLabels).map(([value, { text }]) => ({ value, label: text }))}
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
          </>
        }
        reset={filtered ? <Link href="/receipts/journal">Сбросить</Link> : null}
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
            ? 'Измените фильтры или выберите другой магазин.'
            : 'Здесь будет видно, какой чек куда ушёл и дошёл ли он.'}
        </EmptyState>
      )}
    </>
  );
}
