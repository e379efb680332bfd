import type { Metadata } from 'next';
import { ActTable } from '@/components/invoicing/act-table';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { listActs } from '@/lib/invoicing/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Акты' };

export default async function ActsPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  if (!page.allowed) return <NoAccess what="Акты" />;
  const { ctx } = page.session;
  const [acts, bank] = await Promise.all([listActs(ctx), mayImport(ctx)]);
  return (
    <>
      <PageHeader title="Акты" count={acts.length > 0 ? String(acts.length) : undefined} />
      <FinanceTabs current="/finance/acts" bank={bank} />
      {acts.length > 0 ? (
        <ActTable acts={acts} />
      ) : (
        <EmptyState title="Актов пока нет">
          Акт появляется сам, когда месяц закончился, если в этом месяце были услуги, оплаченные по счёту. В
          него входит то, что оказано за дни этого месяца. По оплате картой актов не бывает.
        </EmptyState>
      )}
    </>
  );
}
