import type { Metadata } from 'next';
import { LedgerTable } from '@/components/billing/ledger-table';
import { LedgerSums } from '@/components/finance/ledger-sums';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Pagination } from '@/components/ui/pagination';
import { today } from '@/lib/access/context';
import { ledgerKindNames, ledgerMonths } from '@/lib/billing/labels';
import { ledgerKinds } from '@/lib/billing/model';
import { ledgerTotals, listLedger } from '@/lib/billing/queries';
import { ledgerFilter } from '@/lib/billing/schema';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Движения по счёту' };

const number = new Intl.NumberFormat('ru');

export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  const { params } = page;
  // The account is one for the organization, so its page does not follow the chosen store.
  const { ctx } = page.session;
  const filter = ledgerFilter(params);
  const [ledger, totals, bank] = await Promise.all([
    listLedger(ctx, { ...filter, after: params['after'], before: params['before'] }),
    ledgerTotals(ctx, filter),
    mayImport(ctx),
  ]);
  if (!page.allowed || !totals) return <NoAccess what="Движения по счёту" />;
  const { kind, month } = filter;
  const filtered = kind !== undefined || month !== undefined;
  const query = (more: Record<string, string>) =>
    new URLSearchParams({ ...(kind && { kind }), ...(month && { month }), ...more }).toString();
  const href = (place: Record<string, string>) => `/finance/ledger?${query(place)}`;
  return (
    <>
      <PageHeader title="Движения по счёту" count={number.format(totals.count)} />
      <FinanceTabs current="/finance/ledger" bank={bank} />
      {filtered || ledger.lines.length > 0 ? (
        <ListToolbar
          filters={
            <>
              <FilterSelect
                label="Вид"
                param="kind"
                anyLabel="Все движения"
                options={ledgerKinds.map((value) => ({ value, label: ledgerKindNames[value] }))}
              />
              <FilterSelect
                label="Когда"
                param="month"
                anyLabel="За всё время"
                options={ledgerMonths(today(ctx))}
              />
            </>
          }
          reset={filtered ? <Link href="/finance/ledger">Сбросить</Link> : null}
          end={
            ledger.lines.length > 0
              ? (['csv', 'xlsx'] as const).map((format) => (
                  <Button key={format} plain icon="download" href={`/finance/export?${query({ format })}`}>
                    <span className="sr-only">Выгрузить </span>
                    {format.toUpperCase()}
                  </Button>
                ))
              : null
          }
        />
      ) : null}
      {ledger.lines.length > 0 ? (
        <>
          <LedgerSums totals={totals} />
          <LedgerTable lines={ledger.lines} now={ctx.clock.now()} timeZone={ctx.timeZone} />
          {ledger.newerCursor || ledger.olderCursor ? (
            <Pagination
              summary={`Всего ${number.format(totals.count)}`}
              previousHref={ledger.newerCursor ? href({ before: ledger.newerCursor }) : undefined}
              nextHref={ledger.olderCursor ? href({ after: ledger.olderCursor }) : undefined}
            />
          ) : null}
        </>
      ) : filtered ? (
        <EmptyState
          title="По этим условиям движений нет"
          action={<Button href="/finance/ledger">Показать все движения</Button>}
        >
          Измените вид или время.
        </EmptyState>
      ) : (
        <EmptyState
          title="Движений пока нет"
          action={
            page.may('finance.topUp') ? (
              <Button href="/finance/top-up" variant="primary">
                Пополнить счёт
              </Button>
            ) : null
          }
        >
          Здесь будут пополнения, списания за подписки и оплата заказов.
        </EmptyState>
      )}
    </>
  );
}
