import type { Metadata } from 'next';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Link } from '@/components/ui/link';
import { SubscriptionTable } from '@/components/subscriptions/subscription-table';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Pagination } from '@/components/ui/pagination';
import { walletBalance } from '@/lib/billing/queries';
import { billingPeriods } from '@/lib/catalog/model';
import { counted } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { periodTitle, stateFilterNames, subscriptionForms } from '@/lib/subscriptions/labels';
import { stateFilters } from '@/lib/subscriptions/model';
import { listSubscriptions } from '@/lib/subscriptions/queries';

export const metadata: Metadata = { title: 'Подписки' };

export default async function SubscriptionsPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('subscriptions.read', searchParams);
  if (!page.allowed) return <NoAccess what="Подписки" />;
  const { ctx, params } = page;
  const state = stateFilters.find((each) => each === params['state']);
  const period = billingPeriods.find((each) => each === params['period']);
  const [list, balance] = await Promise.all([
    listSubscriptions(ctx, { state, period, after: params['after'], before: params['before'] }),
    walletBalance(ctx),
  ]);
  const filtered = state !== undefined || period !== undefined;
  const href = (place: Record<string, string>) => {
    const query = new URLSearchParams({ ...(state && { state }), ...(period && { period }), ...place });
    return `/subscriptions?${query.toString()}`;
  };
  return (
    <>
      <PageHeader title="Подписки" count={new Intl.NumberFormat('ru').format(list.total)} />
      <ListToolbar
        filters={
          <>
            <FilterSelect
              label="Состояние"
              param="state"
              anyLabel="Все действующие"
              options={stateFilters.map((value) => ({ value, label: stateFilterNames[value] }))}
            />
            <FilterSelect
              label="Период оплаты"
              param="period"
              anyLabel="Любой"
              options={billingPeriods.map((value) => ({ value, label: periodTitle(value) }))}
            />
          </>
        }
        reset={filtered ? <Link href="/subscriptions">Сбросить</Link> : null}
      />
      {list.rows.length > 0 ? (
        <>
          <SubscriptionTable
            rows={list.rows}
            total={list.total}
            mayManage={page.may('subscriptions.manage')}
            mayTopUp={page.may('finance.topUp')}
            balance={balance}
          />
          <Pagination
            summary={`Всего ${counted(list.total, subscriptionForms.nominative)}`}
            previousHref={list.previousCursor ? href({ before: list.previousCursor }) : undefined}
            nextHref={list.nextCursor ? href({ after: list.nextCursor }) : undefined}
          />
        </>
      ) : filtered ? (
        <EmptyState
          title="По этим условиям ничего нет"
          action={<Button href="/subscriptions">Показать все действующие</Button>}
        >
          Измените фильтры или выберите другой магазин.
        </EmptyState>
      ) : (
        <EmptyState
          title="Подписок пока нет"
          action={
            <>
              <Button href="/sim-cards" variant="primary">
                К смарт-картам
              </Button>
              <Button href="/modules">К модулям</Button>
            </>
          }
        >
          Здесь будет видно, что оплачено, до какого дня и сколько спишется дальше. Подписка появится, когда
          вы активируете смарт-карту или подключите комплект кассе.
        </EmptyState>
      )}
    </>
  );
}
