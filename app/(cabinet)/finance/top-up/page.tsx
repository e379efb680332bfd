import type { Metadata } from 'next';
import { TopUpForm } from '@/components/billing/top-up-form';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { walletBalance } from '@/lib/billing/queries';
import { formatMoney, parseMoney } from '@/lib/core/money';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Пополнение счёта' };

export default async function TopUpPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('finance.topUp', searchParams);
  if (!page.allowed) return <NoAccess what="Пополнение счёта" />;
  const wanted = page.params['amount'] ?? '';
  const balance = await walletBalance(page.ctx);
  return (
    <>
      <PageHeader
        back={{ href: '/finance', label: 'Финансы' }}
        title="Пополнение счёта"
        lead={`На лицевом счёте ${formatMoney(balance)}. Карту вы введёте на странице платёжной системы, в кабинете она не хранится.`}
      />
      <TopUpForm amount={parseMoney(wanted) === null ? '' : wanted} />
    </>
  );
}
