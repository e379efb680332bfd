import type { Metadata } from 'next';
import { AuditTable, type AuditLine } from '@/components/access/audit-table';
import { auditVocabulary } from '@/components/access/audit-vocabulary';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { auditChanges, auditTitle } from '@/lib/access/audit-words';
import { type AuditRow, listAudit } from '@/lib/access/queries';
import { momentText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Журнал' };

const pages: Readonly<Record<string, string>> = {
  simCard: '/sim-cards',
  simBulk: '/sim-cards/bulk',
  terminal: '/terminals',
  cardOrder: '/orders',
  subscription: '/subscriptions',
  module: '/modules',
};

function lineOf(row: AuditRow, now: Date, timeZone: string): AuditLine {
  const section = pages[row.objectType];
  return {
    id: row.id,
    dateTime: row.at.toISOString(),
    time: momentText(row.at, now, timeZone),
    who: row.actorName,
    isPerson: row.actorKind === 'USER',
    what: auditTitle(row.action),
    object: row.objectType === 'user' ? '' : row.objectName,
    href: section ? `${section}/${row.objectId}` : null,
    changes: auditChanges(row, auditVocabulary),
  };
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, params, allowed } = await cabinetPage('audit.read', searchParams);
  if (!allowed) return <NoAccess what="Журнал" />;
  const { after } = params;
  const { rows, next } = await listAudit(ctx, { after });
  const now = ctx.clock.now();
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
      {rows.length > 0 ? (
        <>
          <AuditTable lines={rows.map((row) => lineOf(row, now, ctx.timeZone))} />
          {next || after ? (
            <Pagination
              previousHref={after ? '/audit' : undefined}
              nextHref={next ? `/audit?after=${next}` : undefined}
            />
          ) : null}
        </>
      ) : (
        <EmptyState title="Записей пока нет">
          Здесь останется каждое действие: кто его сделал, когда и что было до него.
        </EmptyState>
      )}
    </>
  );
}
