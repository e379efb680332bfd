import type { Metadata } from 'next';
import { ActivateOrder } from '@/components/card-orders/activate-order';
import { CancelOrder, PayOrder } from '@/components/card-orders/order-actions';
import { OrderedCards, OrderLines } from '@/components/card-orders/order-contents';
import { OrderFacts, OrderSums, Parcels } from '@/components/card-orders/order-facts';
import { OrderNotices } from '@/components/card-orders/order-notices';
import { OrderState } from '@/components/card-orders/order-state';
import { OrderTimeline } from '@/components/card-orders/order-timeline';
import { DetailLayout } from '@/components/layout/detail-layout';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { walletBalance } from '@/lib/billing/queries';
import { orderName } from '@/lib/card-orders/labels';
import { isCancellable, isOver, isUnderWay } from '@/lib/card-orders/order-state.rule';
import { cardOrderDetail } from '@/lib/card-orders/queries';
import { formatMoney, kopecks } from '@/lib/core/money';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import type { SimCardState } from '@/lib/sim-cards/model';

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
  const { ctx } = page.session;
  const order = await cardOrderDetail(ctx, (await params).id);
  if (!order) return notThere(ctx, (await params).id);
  const when = { now: ctx.clock.now(), timeZone: ctx.timeZone };
  const name = orderName(order.number);
  const mayManage = page.may('cardOrders.manage');
  const draft = order.state === 'DRAFT';
  const payable = order.state === 'AWAITING_PAYMENT' && !order.quoteExpired && mayManage;
  const balance = payable && page.may('finance.read') ? await walletBalance(ctx) : null;

  return (
    <>
      <PageHeader
        back={{ href: '/orders', label: 'Заказы' }}
        title={name}
        state={<OrderState order={order} look="filled" />}
        action={
          mayManage ? (
            <>
              {isCancellable(order.state) ? (
                <CancelOrder
                  orderId={order.id}
                  name={name}
                  draft={draft}
                  refund={order.paymentState === 'PAID' ? order.total : null}
                />
              ) : null}
              {isOver(order.state) || order.quoteExpired ? (
                <Button href={`/orders/new?from=${order.id}`} icon="rotate-ccw">
                  Повторить заказ
                </Button>
              ) : null}
              {draft ? (
                <Button variant="primary" href={`/orders/new?from=${order.id}`}>
                  Продолжить оформление
                </Button>
              ) : null}
            </>
          ) : null
        }
      />
      <OrderNotices order={order} mayManage={mayManage} />
      {payable ? (
        <div className="mb-8">
          <PayOrder
            orderId={order.id}
            total={order.total}
            note={balance === null ? null : afterPayment(balance, order.total)}
            mayTopUp={page.may('finance.topUp')}
          />
        </div>
      ) : null}
      <DetailLayout
        aside={
          draft ? null : (
            <Section title="Ход заказа" look="plain">
              <OrderTimeline order={order} {...when} />
            </Section>
          )
        }
      >
        {order.cards.length > 0 ? (
          <Section
            title="Пришли"
            count={String(order.received)}
            look="plain"
            action={
              order.readyCards > 0 && page.may('simCards.switch') ? (
                <ActivateOrder
                  cardIds={order.readyCardIds}
                  ready={order.readyCards}
                  period={order.period}
                  mayTopUp={page.may('finance.topUp')}
                />
              ) : null
            }
          >
            <OrderedCards cards={order.cards} />
            {order.received > order.cards.length ? (
              <p className="mt-2 text-13 text-ink-2">
                Показаны первые {order.cards.length}, остальные — в разделе «Смарт-карты».
              </p>
            ) : null}
          </Section>
        ) : null}
        <Section title="Состав" look="plain">
          <OrderLines lines={order.lines} />
        </Section>
        {draft ? null : (
          <Section title="Посылки">
            <Parcels parcels={order.parcels} {...when} />
          </Section>
        )}
        <Section title="Доставка">
          <OrderFacts order={order} />
        </Section>
        <Section title="Оплата">
          <OrderSums order={order} />
        </Section>
      </DetailLayout>
      <LiveRefresh active={isUnderWay(order.state) || order.cards.some(({ state }) => isBusy(state))} />
    </>
  );
}

const isBusy = (state: SimCardState) => state === 'ACTIVATING' || state === 'DEACTIVATING';

const afterPayment = (balance: number, total: number): string =>
  balance < total
    ? `На лицевом счёте ${formatMoney(kopecks(balance))}, не хватает ${formatMoney(kopecks(total - balance))}`
    : `На лицевом счёте останется ${formatMoney(kopecks(balance - total))}`;
