import type { Metadata } from 'next';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { CardPicker } from '@/components/sim-cards/card-picker';
import { CardTable } from '@/components/sim-cards/card-table';
import { SimModuleGate } from '@/components/sim-cards/module-gate';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { SearchField } from '@/components/ui/search-field';
import { billingPeriods, periodNames } from '@/lib/catalog/model';
import { isModuleUsable } from '@/lib/installations/queries';
import { type CabinetPage, cabinetPage, type SearchParams } from '@/lib/platform/page';
import { stateWords, watchWords } from '@/lib/sim-cards/labels';
import { COUNT_LIMIT, type OperatorView, SIM_CARD_MODULE, simCardStates } from '@/lib/sim-cards/model';
import { listSimCards, operatorOptions } from '@/lib/sim-cards/queries';
import { BUSY, cardWatches, simCardFilter } from '@/lib/sim-cards/schema';
import { SEARCH_MIN, searchText } from '@/lib/sim-cards/search.rule';

export const metadata: Metadata = { title: 'Смарт-карты' };

const FILTERS = ['q', 'state', 'operator', 'period', 'watch'];
const number = new Intl.NumberFormat('ru');
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export default async function SimCardsPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('simCards.read', searchParams);
  if (!page.allowed) return <NoAccess what="Смарт-карты" />;
  const { ctx, params } = page;
  const filter = simCardFilter(params);
  const [usable, list, operators] = await Promise.all([
    isModuleUsable(ctx, SIM_CARD_MODULE),
    listSimCards(ctx, filter),
    operatorOptions(ctx),
  ]);
  if (!usable) return <SimModuleGate mayInstall={page.may('modules.install')} />;
  const filtered = FILTERS.some((name) => params[name]);
  const total = list.total > COUNT_LIMIT ? `более ${number.format(COUNT_LIMIT)}` : number.format(list.total);
  const mayOrder = page.may('cardOrders.manage');
  const find = searchText(filter.q);
  const selectable = page.may('simCards.switch');

  return (
    <>
      <PageHeader
        title="Смарт-карты"
        count={total}
        action={
          <>
            {selectable ? (
              <Button href="/sim-cards/bulk" variant="quiet" icon="upload">
                Списком
              </Button>
            ) : null}
            {page.may('simCards.manage') ? (
              <Button href="/sim-cards/add" variant="quiet" icon="plus">
                Добавить
              </Button>
            ) : null}
            {mayOrder ? (
              <Button href="/orders/new" icon="package">
                Заказать карты
              </Button>
            ) : null}
          </>
        }
      />
      {list.total > 0 || filtered ? <Toolbar operators={operators} filtered={filtered} /> : null}
      {filter.q && find === null ? (
        <Notice className="mb-3">Для поиска нужно не меньше {SEARCH_MIN} знаков.</Notice>
      ) : null}
      {list.rows.length > 0 ? (
        <CardPicker
          total={total}
          hasMore={list.previous !== null || list.next !== null}
          selectable={selectable}
          mayTopUp={page.may('finance.topUp')}
        >
          <CardTable
            cards={list.rows}
            now={ctx.clock.now()}
            find={find && /^\d+$/.test(find) ? find : null}
            selectable={selectable}
            query={params['store'] ? `?store=${params['store']}` : ''}
          />
        </CardPicker>
      ) : (
        <NothingHere filtered={filtered} mayOrder={mayOrder} />
      )}
      {list.previous || list.next ? (
        <Pagination
          summary={`${number.format(list.rows.length)} на странице, всего ${total}`}
          previousHref={list.previous ? hrefOf(page, 'before', list.previous) : undefined}
          nextHref={list.next ? hrefOf(page, 'after', list.next) : undefined}
        />
      ) : null}
      <LiveRefresh
        active={list.rows.some((card) => card.state === 'ACTIVATING' || card.state === 'DEACTIVATING')}
      />
    </>
  );
}

function Toolbar({ operators, filtered }: { operators: readonly OperatorView[]; filtered: boolean }) {
  return (
    <ListToolbar
      search={<SearchField label="Номер, касса, телефон" />}
      filters={
        <>
          <FilterSelect
            label="Состояние"
            param="state"
            options={[
              { value: BUSY, label: 'Выполняется операция' },
              ...simCardStates.map((state) => ({ value: state, label: stateWords[state] })),
            ]}
          />
          <FilterSelect
            label="Оператор"
            param="operator"
            anyLabel="Любой"
            options={operators.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
          <FilterSelect
            label="Период оплаты"
            param="period"
            anyLabel="Любой"
            options={billingPeriods.map((period) => ({ value: period, label: capital(periodNames[period]) }))}
          />
          <FilterSelect
            label="Внимание"
            param="watch"
            anyLabel="Все"
            options={cardWatches.map((watch) => ({ value: watch, label: watchWords[watch] }))}
          />
        </>
      }
      end={
        <Button href="/sim-cards/limits" variant="quiet" icon="signal">
          Лимит трафика
        </Button>
      }
      reset={filtered ? <Link href="/sim-cards">Сбросить</Link> : null}
    />
  );
}

function NothingHere({ filtered, mayOrder }: { filtered: boolean; mayOrder: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="Таких карт нет" action={<Button href="/sim-cards">Показать все карты</Button>}>
        Проверьте поиск и фильтры.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Карт пока нет"
      action={
        mayOrder ? (
          <Button variant="primary" href="/orders/new">
            Заказать карты
          </Button>
        ) : null
      }
    >
      Здесь будут смарт-карты ваших касс: состояние, касса, до какого дня оплачена каждая.
    </EmptyState>
  );
}

function hrefOf({ params }: CabinetPage, cursor: 'after' | 'before', id: string): string {
  const query = new URLSearchParams();
  for (const name of [...FILTERS, 'store']) {
    const value = params[name];
    if (value) query.set(name, value);
  }
  query.set(cursor, id);
  return `/sim-cards?${query.toString()}`;
}
