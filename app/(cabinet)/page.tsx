import type { Metadata } from 'next';
import { Attention } from '@/components/home/attention';
import { Figures } from '@/components/home/figures';
import { FirstSteps } from '@/components/home/first-steps';
import { Spending } from '@/components/home/spending';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { paymentAttention } from '@/lib/billing/queries';
import { spendingByMonth } from '@/lib/billing/spending';
import { cardOrderAttention } from '@/lib/card-orders/queries';
import { timeText } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { receiptAttention } from '@/lib/receipts/attention';
import { receiptCounts } from '@/lib/receipts/journal/queries';
import { bulkAttention } from '@/lib/sim-cards/bulk/queries';
import { simCardAttention, simCardCounts } from '@/lib/sim-cards/queries';
import { storeOptions } from '@/lib/stores/queries';
import { billingAttention, upcomingCharges } from '@/lib/subscriptions/queries';
import { terminalAttention, terminalCounts } from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Главная' };

const CHARGE_DAYS = 30;
const CHART_MONTHS = 12;

export default async function HomePage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed, may } = await cabinetPage('stores.read', searchParams);
  if (!allowed) return <NoAccess what="Главная" />;
  const [terminals, cards] = await Promise.all([terminalCounts(ctx), simCardCounts(ctx)]);
  if (terminals.total === 0 && cards.total === 0 && ctx.storeIds === null) {
    return (
      <>
        <PageHeader title="Главная" lead="С чего начать." />
        <FirstSteps hasStores={(await storeOptions(ctx)).length > 0} />
      </>
    );
  }
  const [attention, charges, receipts, spending] = await Promise.all([
    Promise.all([
      simCardAttention(ctx),
      bulkAttention(ctx),
      terminalAttention(ctx),
      billingAttention(ctx),
      paymentAttention(ctx),
      receiptAttention(ctx),
      may('cardOrders.read') ? cardOrderAttention(ctx) : [],
    ]),
    may('subscriptions.read') ? upcomingCharges(ctx, CHARGE_DAYS) : null,
    receiptCounts(ctx),
    may('finance.read') ? spendingByMonth(ctx, CHART_MONTHS) : null,
  ]);
  return (
    <>
      <LiveRefresh active={cards.byState.ACTIVATING + cards.byState.DEACTIVATING > 0} />
      <PageHeader title="Главная" aside={`данные на ${timeText(ctx.clock.now(), ctx.timeZone)}`} />
      <div className="grid gap-8 md:gap-10">
        <Attention lines={attention.flat()} />
        <Figures {...{ terminals, cards, charges, receipts }} />
        {spending ? <Spending months={spending} /> : null}
      </div>
    </>
  );
}
