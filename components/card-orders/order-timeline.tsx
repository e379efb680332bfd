import { Timeline, TimelineItem } from '@/components/ui/timeline';
import { stepWords } from '@/lib/card-orders/labels';
import type { CardOrderDetail, OrderState } from '@/lib/card-orders/model';
import { momentText } from '@/lib/core/text';
import { orderTones } from './order-state';

const WAY: readonly OrderState[] = ['PAID', 'PACKING', 'SHIPPED', 'DELIVERED'];
const future: Readonly<Partial<Record<OrderState, string>>> = {
  PAID: 'Оплата',
  PACKING: 'Сборка',
  SHIPPED: 'Передача в доставку',
  DELIVERED: 'Доставка',
};

interface OrderTimelineProps {
  order: CardOrderDetail;
  now: Date;
  timeZone: string;
}

/** What has happened, then what is still to come. */
export function OrderTimeline({ order, now, timeZone }: OrderTimelineProps) {
  const over = order.state === 'CANCELLED' || order.state === 'FAILED';
  const ahead = over ? [] : WAY.slice(WAY.indexOf(order.state) + 1);
  return (
    <>
      <Timeline label="История заказа">
        {[...order.steps]
          .sort((a, b) => a.at.getTime() - b.at.getTime())
          .map((step) => (
            <TimelineItem
              key={step.state}
              time={momentText(step.at, now, timeZone)}
              dateTime={step.at.toISOString()}
              tone={step.state === order.state ? orderTones[order.state] : 'works'}
              icon={step.state === order.state ? undefined : 'check'}
              title={stepWords(step)}
            />
          ))}
      </Timeline>
      {ahead.length > 0 ? (
        <p className="mt-4 text-13 text-ink-2">
          Дальше: {ahead.map((state) => future[state]?.toLowerCase()).join(', ')}
        </p>
      ) : null}
    </>
  );
}
