import type { Metadata } from 'next';
import { PaymentTable } from '@/components/invoicing/statement-table';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { dateInTable, momentText } from '@/lib/core/text';
import { getStatement } from '@/lib/invoicing/bank/queries';
import { statementCounts, verdictSections } from '@/lib/invoicing/labels';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Выписка банка' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function StatementPage({ params, searchParams }: Props) {
  const page = await cabinetPage('finance.read', searchParams);
  const { ctx } = page.session;
  const report = await getStatement(ctx, (await params).id);
  if (!report) return notThere(ctx, (await params).id);
  const { statement, payments, own } = report;
  const sections = verdictSections.map((section) => ({
    ...section,
    payments: payments.filter(({ verdict }) => verdict === section.verdict),
  }));
  return (
    <>
      <PageHeader
        back={{ href: '/finance/bank', label: 'Выписки банка' }}
        title={`Выписка за ${dateInTable(statement.from)}–${dateInTable(statement.to)}`}
        lead={`${statement.fileName}, загружена: ${momentText(statement.createdAt, ctx.clock.now(), ctx.timeZone)}, ${statement.actorName}. Итог: ${statementCounts(statement)}.`}
      />
      {page.params['again'] === '1' ? (
        <Notice tone="off" live="status" className="mb-6">
          Этот файл уже загружали, ничего не изменилось. Ниже — что было тогда.
        </Notice>
      ) : null}
      {payments.length === 0 ? (
        <EmptyState title="Входящих платежей нет">
          {statement.outgoing > 0
            ? 'В выписке только исходящие платежи, к счетам они не относятся.'
            : 'За эти дни банк ничего не зачислил.'}
        </EmptyState>
      ) : null}
      {sections.map(({ verdict, title, lead, payments }) =>
        payments.length > 0 ? (
          <Section key={verdict} title={title} count={String(payments.length)} lead={lead} look="plain">
            <PaymentTable caption={title} payments={payments} own={own} />
          </Section>
        ) : null,
      )}
    </>
  );
}
