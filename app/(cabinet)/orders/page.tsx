import type { Metadata } from 'next';
import { OrderTable } from '@/components/card-orders/order-table';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { SimModuleGate } from '@/components/sim-cards/module-gate';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { SearchField } from '@/components/ui/search-field';
import { orderWords } from '@/lib/card-orders/labels';
import { orderStates } from '@/lib/card-orders/model';
import { isUnderWay } from '@/lib/card-orders/order-state.rule';
import { listCardOrders } from '@/lib/card-orders/queries';
import { cardOrderFilter } from '@/lib/card-orders/schema';
import { providerHref } from '@/lib/catalog/lookup.rule';
import { isModuleUsable } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';

export const metadata: Metadata = { title: 'Заказы' };

const number = new Intl.NumberFormat('ru');

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('cardOrders.read', searchParams);
  if (!page.allowed) return <NoAccess what="Заказы" />;
  const { params } = page;
  const { ctx } = page.session;
  const filter = cardOrderFilter(params);
  const [list, usable] = await Promise.all([
    listCardOrders(ctx, filter),
    isModuleUsable(ctx, SIM_CARD_MODULE),
  ]);
  const filtered = filter.state !== null || filter.q !== '';
  if (!usable && list.total === 0 && !filtered) {
    return <SimModuleGate mayInstall={page.may('modules.install')} />;
  }
  const mayOrder = usable && page.may('cardOrders.manage');
  const hrefOf = (cursor: string, id: string) =>
    `/orders?${new URLSearchParams({
      ...(filter.q && { q: filter.q }),
      ...(filter.state && { state: filter.state }),
      [cursor]: id,
    }).toString()}`;

  return (
    <>
      <PageHeader
        title="Заказы"
        count={number.format(list.total)}
        action={
          mayOrder ? (
            <>
              <Button href="/orders/addresses" icon="map-pin">
                Адресная книга
              </Button>
              <Button variant="primary" href="/orders/new" icon="plus">
                Заказать карты
              </Button>
            </>
          ) : null
        }
      />
      {usable ? null : (
        <Notice
          tone="attention"
          className="mb-5"
          action={
            page.may('modules.install') ? (
              <Button size="small" href={providerHref('SIM_CARDS')}>
                Установить «Кассовые сервисы»
              </Button>
            ) : null
          }
        >
          Модуль «Кассовые сервисы» не установлен: новые карты не заказать, оплаченные заказы выполняются.
        </Notice>
      )}
      {list.total > 0 || filtered ? (
        <ListToolbar
          search={<SearchField label="Номер заказа, название карты, трек-номер" />}
          filters={
            <FilterSelect
              label="Состояние"
              param="state"
              options={orderStates.map((state) => ({ value: state, label: orderWords[state] }))}
            />
          }
          reset={filtered ? <Link href="/orders">Сбросить</Link> : null}
        />
      ) : null}
      {list.rows.length > 0 ? (
        <OrderTable orders={list.rows} now={ctx.clock.now()} timeZone={ctx.timeZone} />
      ) : (
        <EmptyState
          title={filtered ? 'Таких заказов нет' : 'Заказов пока нет'}
          action={
            filtered ? (
              <Button href="/orders">Показать все заказы</Button>
            ) : mayOrder ? (
              <Button variant="primary" href="/orders/new">
                Заказать карты
              </Button>
            ) : null
          }
        >
          {filtered
            ? 'Измените запрос или сбросьте фильтры.'
            : 'Здесь будут заказы новых смарт-карт: что оплачено, что собирается, что уже едет.'}
        </EmptyState>
      )}
      {list.previous || list.next ? (
        <Pagination
          summary={`Всего ${number.format(list.total)}`}
          previousHref={list.previous ? hrefOf('before', list.previous) : undefined}
          nextHref={list.next ? hrefOf('after', list.next) : undefined}
        />
      ) : null}
      <LiveRefresh active={list.rows.some((order) => isUnderWay(order.state))} />
    </>
  );
}
