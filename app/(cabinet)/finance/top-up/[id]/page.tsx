import type { Metadata } from 'next';
import { RefundDialog } from '@/components/billing/refund-dialog';
import { RefundList } from '@/components/billing/refund-list';
import { TopUpBadge, TopUpState } from '@/components/billing/top-up-state';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { getTopUp, refundsOf, walletBalance } from '@/lib/billing/queries';
import { isId } from '@/lib/core/ids';
import { formatMoney, kopecks } from '@/lib/core/money';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';

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
  if (!topUp) return notThere(page.ctx, id);
  const [balance, refunds] = await Promise.all([walletBalance(page.ctx), refundsOf(page.ctx, id)]);
  const left = kopecks(topUp.state === 'SUCCEEDED' ? topUp.amount - topUp.refunded : 0);
  const isOpen = [topUp, ...refunds].some(({ state }) => state === 'CREATED' || state === 'PENDING');
  return (
    <>
      <PageHeader
        back={{ href: '/finance', label: 'Финансы' }}
        title={`${topUp.kind === 'AUTOPAY' ? 'Автоплатёж' : 'Пополнение'} на ${formatMoney(topUp.amount)}`}
        state={<TopUpBadge state={topUp.state} />}
      />
      <TopUpState topUp={topUp} balance={balance} mayTopUp={page.may('finance.topUp')}>
        {left > 0 && page.may('finance.refund') ? (
          <RefundDialog paymentId={id} left={left} balance={balance} />
        ) : null}
      </TopUpState>
      {refunds.length > 0 ? (
        <RefundList refunds={refunds} now={page.ctx.clock.now()} timeZone={page.ctx.timeZone} />
      ) : null}
      <LiveRefresh active={isOpen} />
    </>
  );
}
