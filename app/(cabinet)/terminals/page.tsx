import type { Metadata } from 'next';
import { HealthBadge } from '@/components/terminals/health-badge';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Pagination } from '@/components/ui/pagination';
import { SearchField } from '@/components/ui/search-field';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { counted, momentText, timeText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { healthNames, healthStates, ofdModeNames } from '@/lib/terminals/model';
import { listTerminals } from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Терминалы' };

export default async function TerminalsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, params, allowed, may } = await cabinetPage('terminals.read', searchParams);
  if (!allowed) return <NoAccess what="Терминалы" />;
  const { q, health, model, after } = params;
  const { rows, total, next, models } = await listTerminals(ctx, { q, health, model, after });
  const add = may('terminals.manage') ? (
    <Button variant="primary" href="/terminals/add">
      Добавить кассу
    </Button>
  ) : null;
  const filtered = Boolean(q ?? health ?? model);
  const now = ctx.clock.now();
  const nextParams = new URLSearchParams(
    Object.entries({ ...params, after: next ?? undefined }).filter((pair): pair is [string, string] =>
      Boolean(pair[1]),
    ),
  );
  return (
    <>
      <PageHeader
        title="Терминалы"
        count={new Intl.NumberFormat('ru').format(total)}
        aside={`данные на ${timeText(now, ctx.timeZone)}`}
        action={add}
      />
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
              options={models.map((value) => ({ value, label: value }))}
            />
          </>
        }
        reset={filtered ? <Link href="/terminals">Сбросить</Link> : null}
      />
      {rows.length === 0 ? (
        <EmptyState title={filtered ? 'Ничего не нашлось' : 'Здесь будут ваши кассы'}>
          {filtered
            ? 'Измените запрос или сбросьте фильтры.'
            : 'Касса появится в списке, когда её подключат к кабинету кодом.'}
        </EmptyState>
      ) : (
        <>
          <Table caption="Терминалы">
            <THead>
              <TH>Терминал</TH>
              <TH>Состояние</TH>
              <TH wide>Магазин</TH>
              <TH>EvotorPOS</TH>
              <TH wide>Связь с ОФД</TH>
              <TH>На связи</TH>
            </THead>
            <TBody>
              {rows.map((row) => (
                <TR key={row.id}>
                  <TD phone="main">
                    <Link href={`/terminals/${row.id}`} look="row" stretched>
                      {row.name}
                    </Link>
                    <span className="block text-13 text-ink-2 md:whitespace-nowrap">
                      {row.model} · <span className="font-mono">{row.serialNumber}</span>
                    </span>
                  </TD>
                  <TD phone="lead">
                    <HealthBadge health={row.health} reasons={row.reasons} />
                  </TD>
                  <TD phone="sub" wide>
                    {row.storeName}
                  </TD>
                  <TD>{row.posVersion ?? 'неизвестна'}</TD>
                  <TD wide>{ofdModeNames[row.ofdMode]}</TD>
                  <TD phone="aside">
                    {row.lastSeenAt ? momentText(row.lastSeenAt, now, ctx.timeZone) : 'ещё не было'}
                  </TD>
                </TR>
              ))}
            </TBody>
          </Table>
          {next || after ? (
            <Pagination
              summary={counted(total, ['терминал', 'терминала', 'терминалов'])}
              previousHref={after ? '/terminals' : undefined}
              nextHref={next ? `/terminals?${nextParams.toString()}` : undefined}
            />
          ) : null}
        </>
      )}
    </>
  );
}
