import { Notice } from '@/components/ui/notice';
import { cardsCount, refundText } from '@/lib/card-orders/labels';
import type { CardOrderDetail } from '@/lib/card-orders/model';
import { refundFor } from '@/lib/card-orders/order-price.rule';
import { ReturnDecision } from './return-decision';

/** What a person has to know or decide before anything else. */
export function OrderNotices({ order, mayManage }: { order: CardOrderDetail; mayManage: boolean }) {
  const missing = order.quantity - order.received;
  if (order.state === 'RETURNED') {
    const { recipient, phone, postalCode, city, addressLine } = order;
    return (
      <Notice
        tone="attention"
        className="mb-6"
        title={order.reason ?? 'Посылка вернулась отправителю'}
        action={
          mayManage ? (
            <ReturnDecision
              orderId={order.id}
              place={{ recipient, phone, postalCode, city, addressLine }}
              missing={missing}
              refund={refundFor({ ...order, missing, travelled: true })}
              resendable={order.resendable}
            />
          ) : null
        }
      >
        {order.resendable
          ? `Не пришло: ${cardsCount(missing)}. Отправить их ещё раз или вернуть деньги?`
          : `Не пришло: ${cardsCount(missing)}. Заказ уже отправляли повторно, остаётся вернуть деньги.`}
      </Notice>
    );
  }
  if (order.state === 'AWAITING_PAYMENT' && order.quoteExpired) {
    return (
      <Notice tone="attention" className="mb-6" title="Цена действовала 30 дней и устарела">
        Повторите заказ: список карт и адрес сохранятся, цена будет новой.
      </Notice>
    );
  }
  if (order.state === 'DELIVERED') {
    return order.readyCards > 0 ? (
      <Notice tone="works" className="mb-6" title="Карты пришли, можно активировать" />
    ) : null;
  }
  if (order.reason === null) return null;
  const failed = order.state === 'FAILED';
  return (
    <Notice tone={failed ? 'failed' : 'attention'} className="mb-6" title={order.reason}>
      {refundText(order)}
    </Notice>
  );
}
