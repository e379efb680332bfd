import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CancelOrder, PayOrder } from '@/components/card-orders/order-actions';
import { OrderFacts, OrderSums } from '@/components/card-orders/order-facts';
import { OrderState } from '@/components/card-orders/order-state';
import { OrderTimeline } from '@/components/card-orders/order-timeline';
import { DetailLayout } from '@/components/layout/detail-layout';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { walletBalance } from '@/lib/billing/queries';
import { orderName } from '@/lib/card-orders/labels';
import { isCancellable, isUnderWay } from '@/lib/card-orders/order-state.rule';
import { cardOrderDetail } from '@/lib/card-orders/queries';
import { formatMoney, kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Заказ' };

export default async function OrderPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const page = await cabinetPage('cardOrders.read', searchParams);
  if (!page.allowed) return <NoAccess what="Заказы" />;
  const { ctx } = page;
  const order = await cardOrderDetail(ctx, (await params).id);
  if (!order) notFound();
  const now = ctx.clock.now();
  const name = orderName(order.number);
  const mayManage = page.may('cardOrders.manage');
  const awaiting = order.state === 'AWAITING_PAYMENT';
  const cancellable = mayManage && isCancellable(order.state) && !order.cancelling;
  const balance = awaiting && page.may('finance.read') ? await walletBalance(ctx) : null;

  return (
    <>
      <PageHeader
        back={{ href: '/orders', label: 'Заказы' }}
        title={name}
        state={<OrderState order={order} look="filled" />}
        action={
          cancellable ? (
            <CancelOrder
              orderId={order.id}
              name={name}
              refund={order.paymentState === 'PAID' ? order.total : null}
            />
          ) : null
        }
      />
      {order.reason ? (
        <Notice tone="failed" className="mb-6" title={order.reason}>
          {order.paymentState === 'REFUNDED'
            ? `${formatMoney(order.total)} возвращены на лицевой счёт.`
            : null}
        </Notice>
      ) : null}
      {order.state === 'DELIVERED' ? (
        <Notice
          tone="works"
          className="mb-6"
          title={`${counted(order.receivedCards, ['карта', 'карты', 'карт'])} в списке, можно активировать`}
          action={
            <Button size="small" href="/sim-cards?state=READY">
              Показать карты
            </Button>
          }
        />
      ) : null}
      {awaiting && mayManage ? (
        <div className="mb-8">
          {order.quoteExpired ? (
            <Notice tone="attention" title="Цена действовала 30 дней и устарела">
              Отмените этот заказ и оформите новый.
            </Notice>
          ) : (
            <PayOrder
              orderId={order.id}
              total={order.total}
              note={balance === null ? null : afterPayment(balance, order.total)}
              mayTopUp={page.may('finance.topUp')}
            />
          )}
        </div>
      ) : null}
      <DetailLayout
        aside={
          <Section title="Ход заказа" look="plain">
            <OrderTimeline order={order} now={now} timeZone={ctx.timeZone} />
          </Section>
        }
      >
        <Section title="Доставка">
          <OrderFacts order={order} />
        </Section>
        <Section title="Оплата">
          <OrderSums order={order} />
        </Section>
      </DetailLayout>
      <LiveRefresh active={isUnderWay(order.state)} />
    </>
  );
}

const afterPayment = (balance: number, total: number): string =>
  balance < total
    ? `На лицевом счёте ${formatMoney(kopecks(balance))}, не хватает ${formatMoney(kopecks(total - balance))}`
    : `На лицевом счёте останется ${formatMoney(kopecks(balance - total))}`;
