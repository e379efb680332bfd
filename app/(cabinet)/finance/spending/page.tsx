import type { Metadata } from 'next';
import { MonthChart } from '@/components/finance/month-chart';
import { MonthColumns, MonthStack } from '@/components/finance/month-sums';
import { FinanceTabs } from '@/components/invoicing/finance-tabs';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { LocalDate } from '@/lib/core/local-date';
import { mayImport } from '@/lib/invoicing/bank/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { spendingTable } from '@/lib/subscriptions/spending';

export const metadata: Metadata = { title: 'Расходы' };

const MONTHS = 12;
const hrefOf = (month: LocalDate) => `/finance/ledger?month=${month.slice(0, 7)}`;

export default async function SpendingPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.read', searchParams);
  // Orders and top-ups are the organization's, so the page does not follow the chosen store.
  const { ctx } = page.session;
  const [table, bank] = await Promise.all([spendingTable(ctx, MONTHS), mayImport(ctx)]);
  if (!page.allowed || !table) return <NoAccess what="Расходы" />;
  return (
    <>
      <PageHeader
        title="Расходы"
        lead="Что списано с лицевого счёта за 12 месяцев. Возвраты за заказы вычтены; пополнения и возвраты на карту — не расходы."
      />
      <FinanceTabs current="/finance/spending" bank={bank} />
      {table.rows.length === 0 ? (
        <EmptyState title="Расходов пока нет" action={<Button href="/finance/ledger">К движениям</Button>}>
          Здесь будут списания за подписки по тарифам и оплата заказов, месяц за месяцем.
        </EmptyState>
      ) : (
        <>
          <MonthChart table={table} caption="Расходы по месяцам" value="Списано" />
          <div className="mt-8">
            <MonthStack
              label="Расходы по месяцам"
              link="Движения за месяц"
              hrefOf={hrefOf}
              tables={[{ title: 'На что', table }]}
            />
            <MonthColumns
              table={table}
              caption="Расходы по тарифам и заказам"
              heading="На что"
              hrefOf={hrefOf}
            />
          </div>
        </>
      )}
    </>
  );
}
