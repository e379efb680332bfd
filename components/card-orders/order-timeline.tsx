import { Timeline, TimelineItem } from '@/components/ui/timeline';
import type { Tone } from '@/components/ui/tone';
import { stepWords } from '@/lib/card-orders/labels';
import type { CardOrderDetail, OrderState, OrderStep } from '@/lib/card-orders/model';
import { momentText } from '@/lib/core/text';
import { orderTones } from './order-state';

const WAY: readonly OrderState[] = ['AWAITING_PAYMENT', 'PAID', 'PACKING', 'SHIPPED', 'DELIVERED'];
const future: Readonly<Partial<Record<OrderState, string>>> = {
  PAID: 'оплата',
  PACKING: 'сборка',
  SHIPPED: 'передача в доставку',
  DELIVERED: 'доставка',
};

const tones: Readonly<Partial<Record<OrderStep['kind'], Tone>>> = {
  PARCEL_RETURNED: 'attention',
  RETURNED: 'attention',
  CANCEL_REQUESTED: 'off',
};

interface OrderTimelineProps {
  order: CardOrderDetail;
  now: Date;
  timeZone: string;
}

/** What has happened, then what is still to come. */
export function OrderTimeline({ order, now, timeZone }: OrderTimelineProps) {
  const reached = WAY.indexOf(order.state);
  const ahead = reached < 0 ? [] : WAY.slice(reached + 1);
  return (
    <>
      <Timeline label="История заказа">
        {order.steps.map((step, index) => {
          const last = index === order.steps.length - 1;
          const tone = tones[step.kind] ?? (last ? orderTones[order.state] : 'works');
          return (
            <TimelineItem
              key={`${step.kind} ${step.at.toISOString()} ${String(index)}`}
              time={momentText(step.at, now, timeZone)}
              dateTime={step.at.toISOString()}
              tone={tone}
              icon={tone === 'works' && !last ? 'check' : undefined}
              title={stepWords(step)}
            />
          );
        })}
      </Timeline>
      {ahead.length > 0 ? (
        <p className="mt-4 text-13 text-ink-2">Дальше: {ahead.map((state) => future[state]).join(', ')}</p>
      ) : null}
    </>
  );
}
