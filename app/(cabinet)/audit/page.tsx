import type { Metadata } from 'next';
import { AuditExport } from '@/components/access/audit-export';
import { AuditTable, type AuditLine } from '@/components/access/audit-table';
import { auditVocabulary } from '@/components/access/audit-vocabulary';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterSelect } from '@/components/ui/filter-select';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { auditChanges, auditTitle } from '@/lib/access/audit-words';
import { today } from '@/lib/access/context';
import { groupNames, kindNames, objectHref, otherActors } from '@/lib/access/journal/labels';
import { auditGroups } from '@/lib/access/journal/model';
import { auditPeople, listAudit } from '@/lib/access/journal/queries';
import type { AuditRow } from '@/lib/access/queries';
import { addDays } from '@/lib/core/local-date';
import { momentText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Журнал' };

function lineOf(row: AuditRow, now: Date, timeZone: string): AuditLine {
  const own = row.objectType === 'user' && row.objectName === row.actorName;
  return {
    id: row.id,
    dateTime: row.at.toISOString(),
    time: momentText(row.at, now, timeZone),
    who: row.actorName,
    isPerson: row.actorKind === 'USER',
    ip: row.ip,
    what: auditTitle(row.action),
    object: own ? '' : row.objectName,
    href: objectHref(row.objectType, row.objectId),
    historyHref:
      row.objectId && row.objectType !== 'request'
        ? `/audit?${new URLSearchParams({ kind: row.objectType, object: row.objectId }).toString()}`
        : null,
    changes: auditChanges(row, auditVocabulary),
  };
}

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, params, allowed } = await cabinetPage('audit.read', searchParams);
  if (!allowed) return <NoAccess what="Журнал" />;
  const { who, group, kind, object, from, to, after, store } = params;
  const filter = { who, group, kind, object, from, to };
  const [{ rows, next }, people] = await Promise.all([
    listAudit(ctx, { ...filter, after }),
    auditPeople(ctx),
  ]);
  const now = ctx.clock.now();
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const query = (more: Record<string, string>) =>
    new URLSearchParams({ ...Object.fromEntries(chosen), ...more }).toString();
  const href = (place: Record<string, string>) => `/audit?${query(place)}`;
  const filtered = chosen.length > 0;
  const day = today(ctx);
  const [first] = rows;
  return (
    <>
      <PageHeader
        title="Журнал"
        lead={
          ctx.storeIds === null
            ? 'Кто, когда и что сделал в кабинете, новое сверху. Записи нельзя изменить и удалить.'
            : 'Кто, когда и что сделал в ваших магазинах, новое сверху. Записи нельзя изменить и удалить.'
        }
      />
      <ListToolbar
        filters={
          <>
            <FilterSelect
              label="Кто"
              param="who"
              anyLabel="Кто угодно"
              options={[...people, ...otherActors].map(({ id, name }) => ({ value: id, label: name }))}
            />
            <FilterSelect
              label="Раздел"
              param="group"
              anyLabel="Любой"
              options={auditGroups.map((value) => ({ value, label: groupNames[value] }))}
            />
            <FilterSelect label="С чем" param="kind" anyLabel="С чем угодно" options={options(kindNames)} />
            <FilterSelect
              label="Когда"
              param="from"
              anyLabel="За всё время"
              options={[
                { value: day, label: 'Сегодня' },
                { value: addDays(day, -6), label: 'За 7 дней' },
                { value: addDays(day, -29), label: 'За 30 дней' },
                { value: addDays(day, -364), label: 'За год' },
              ]}
            />
          </>
        }
        reset={filtered ? <Link href="/audit">Сбросить</Link> : null}
        end={<AuditExport query={query({ ...(store && { store }) })} />}
      />
      {object ? (
        <Notice className="mb-4">
          Только записи об одном объекте
          {first ? `: ${(kindNames[first.objectType] ?? '').toLowerCase()} ${first.objectName}` : ''}
        </Notice>
      ) : null}
      {rows.length > 0 ? (
        <>
          <AuditTable lines={rows.map((row) => lineOf(row, now, ctx.timeZone))} />
          {next || after ? (
            <Pagination
              previousHref={after ? href({}) : undefined}
              nextHref={next ? href({ after: next }) : undefined}
            />
          ) : null}
        </>
      ) : (
        <EmptyState title={filtered ? 'Таких записей нет' : 'Записей пока нет'}>
          {filtered
            ? 'Измените отбор или выберите другой магазин.'
            : 'Здесь останется каждое действие: кто его сделал, когда и что было до него.'}
        </EmptyState>
      )}
    </>
  );
}
