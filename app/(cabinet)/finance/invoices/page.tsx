import type { Metadata } from 'next';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { InvoiceTable } from '@/components/invoicing/invoice-table';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { listInvoices, sellerToday } from '@/lib/invoicing/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Счета на оплату' };

const number = new Intl.NumberFormat('ru');

export default async function InvoicesPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  if (!page.allowed) return <NoAccess what="Счета на оплату" />;
  // Invoices are the organization's, so the list does not follow the chosen store.
  const { ctx } = page.session;
  const after = page.params['after'];
  const [list, bank] = await Promise.all([listInvoices(ctx, after), mayImport(ctx)]);
  const issue = page.may('finance.topUp') ? (
    <Button href="/finance/invoices/new" variant="primary" icon="plus">
      Выставить счёт
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Счета на оплату"
        count={number.format(list.total)}
        action={list.total > 0 ? issue : null}
      />
      <FinanceTabs current="/finance/invoices" bank={bank} />
      {list.rows.length > 0 ? (
        <InvoiceTable invoices={list.rows} today={sellerToday(ctx)} />
      ) : (
        <EmptyState title={after ? 'Дальше счетов нет' : 'Счетов пока нет'} action={issue}>
          Здесь будут счета на оплату банковским переводом: с реквизитами, назначением платежа и QR-кодом.
          Деньги по ним зачисляются на лицевой счёт, когда банк сообщит о платеже.
        </EmptyState>
      )}
      {after || list.next ? (
        <Pagination
          summary={`Всего ${number.format(list.total)}`}
          previousHref={after ? '/finance/invoices' : undefined}
          nextHref={list.next ? `/finance/invoices?after=${list.next}` : undefined}
        />
      ) : null}
    </>
  );
}
