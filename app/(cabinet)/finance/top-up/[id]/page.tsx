import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TopUpBadge, TopUpState } from '@/components/billing/top-up-state';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { getTopUp, walletBalance } from '@/lib/billing/queries';
import { isId } from '@/lib/core/ids';
import { formatMoney } from '@/lib/core/money';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Пополнение счёта' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function TopUpStatePage({ params, searchParams }: Props) {
  const page = await cabinetPage('finance.read', searchParams);
  if (!page.allowed) return <NoAccess what="Пополнение счёта" />;
  const { id } = await params;
  const topUp = isId(id) ? await getTopUp(page.ctx, id) : null;
  if (!topUp) notFound();
  const balance = await walletBalance(page.ctx);
  return (
    <>
      <PageHeader
        back={{ href: '/finance', label: 'Финансы' }}
        title={`Пополнение на ${formatMoney(topUp.amount)}`}
        state={<TopUpBadge state={topUp.state} />}
      />
      <TopUpState topUp={topUp} balance={balance} mayTopUp={page.may('finance.topUp')} />
      <LiveRefresh active={topUp.state === 'CREATED' || topUp.state === 'PENDING'} />
    </>
  );
}
