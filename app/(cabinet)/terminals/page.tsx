import type { Metadata } from 'next';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { TerminalExport } from '@/components/terminals/terminal-export';
import { TerminalPicker } from '@/components/terminals/terminal-picker';
import { TerminalTable } from '@/components/terminals/terminal-table';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Pagination } from '@/components/ui/pagination';
import { SearchField } from '@/components/ui/search-field';
import { loadCatalog } from '@/lib/catalog/queries';
import { counted, timeText } from '@/lib/core/text';
import { type CabinetPage, cabinetPage, type SearchParams } from '@/lib/platform/page';
import { driveFilters, terminalFilter, terminalFilterNames, UNKNOWN } from '@/lib/terminals/filter.rule';
import { driveFilterNames } from '@/lib/terminals/labels';
import { healthNames, healthStates, ofdModeNames, ofdModes } from '@/lib/terminals/model';
import { listTerminals, type TerminalList } from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Терминалы' };

export default async function TerminalsPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('terminals.read', searchParams);
  if (!page.allowed) return <NoAccess what="Терминалы" />;
  const { ctx, params, may } = page;
  const { sort, descending } = terminalFilter(params);
  const list = await listTerminals(ctx, params);
  const { rows, total, previous, next } = list;
  const filtered = terminalFilterNames.some((name) => params[name]);
  const now = ctx.clock.now();
  const mayMove = may('terminals.manage');
  const mayInstall = may('modules.install');
  const mayConfigure = may('receipts.configure');
  const modules = mayInstall ? await terminalModules(page) : [];
  const selectable = mayMove || mayInstall || mayConfigure;
  return (
    <>
      <PageHeader
        title="Терминалы"
        count={new Intl.NumberFormat('ru').format(total)}
        aside={`данные на ${timeText(now, ctx.timeZone)}`}
        action={
          may('terminals.manage') ? (
            <Button variant="primary" href="/terminals/add">
              Добавить кассу
            </Button>
          ) : null
        }
      />
      {total > 0 || filtered ? (
        <Toolbar
          list={list}
          filtered={filtered}
          exportQuery={may('terminals.export') && total > 0 ? queryOf(page, {}) : null}
        />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title={filtered ? 'Ничего не нашлось' : 'Здесь будут ваши кассы'}>
          {filtered
            ? 'Измените запрос или сбросьте фильтры.'
            : 'Касса появится в списке, когда её подключат к кабинету кодом.'}
        </EmptyState>
      ) : (
        <Picker {...{ selectable, total, mayMove, mayConfigure, modules }} shown={rows.map(({ id }) => id)}>
          <TerminalTable
            {...{ rows, selectable, sort, descending, now }}
            sortHref={(by) => `/terminals?${queryOf(page, { sort: by })}`}
            query={params['store'] ? `?store=${params['store']}` : ''}
            timeZone={ctx.timeZone}
          />
        </Picker>
      )}
      {previous || next ? (
        <Pagination
          summary={counted(total, ['терминал', 'терминала', 'терминалов'])}
          previousHref={previous ? `/terminals?${queryOf(page, { before: previous })}` : undefined}
          nextHref={next ? `/terminals?${queryOf(page, { after: next })}` : undefined}
        />
      ) : null}
    </>
  );
}

function Picker({ selectable, ...props }: Parameters<typeof TerminalPicker>[0] & { selectable: boolean }) {
  return selectable ? <TerminalPicker {...props} /> : props.children;
}

async function terminalModules({ ctx }: CabinetPage): Promise<{ slug: string; name: string }[]> {
  const { modules } = await loadCatalog(ctx.db);
  return [...modules.values()]
    .filter(({ scope }) => scope === 'TERMINAL')
    .map(({ slug, name }) => ({ slug, name }));
}

function Toolbar({
  list,
  filtered,
  exportQuery,
}: {
  list: TerminalList;
  filtered: boolean;
  exportQuery: string | null;
}) {
  return (
    <ListToolbar
      search={<SearchField label="Название, заводской номер, IMEI" />}
      filters={
        <>
          <FilterSelect
            label="Состояние"
            param="health"
            options={healthStates.map((value) => ({ value, label: healthNames[value] }))}
          />
          <FilterSelect
            label="Модель"
            param="model"
            anyLabel="Любая"
            options={list.models.map((value) => ({ value, label: value }))}
          />
          <FilterSelect
            label="EvotorPOS"
            param="line"
            anyLabel="Любая линейка"
            options={[
              ...list.lines.map((value) => ({ value, label: `линейка ${value}` })),
              { value: UNKNOWN, label: 'неизвестна' },
            ]}
          />
          <FilterSelect
            label="Связь с ОФД"
            param="ofd"
            anyLabel="Любая"
            options={ofdModes.map((value) => ({ value, label: ofdModeNames[value] }))}
          />
          <FilterSelect
            label="ФН"
            param="drive"
            anyLabel="Любой"
            options={driveFilters.map((value) => ({ value, label: driveFilterNames[value] }))}
          />
        </>
      }
      reset={filtered ? <Link href="/terminals">Сбросить</Link> : null}
      end={exportQuery === null ? null : <TerminalExport query={exportQuery} />}
    />
  );
}

/** The filters, the order and the store of this address, and what else is asked for. */
function queryOf({ params }: CabinetPage, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  for (const name of [...terminalFilterNames, 'sort', 'store']) {
    const value = more[name] ?? params[name];
    if (value) query.set(name, value);
  }
  for (const name of ['after', 'before']) {
    const value = more[name];
    if (value) query.set(name, value);
  }
  return query.toString();
}
