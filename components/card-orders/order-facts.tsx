import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList, Fact, Sum } from '@/components/ui/definition-list';
import type { Tone } from '@/components/ui/tone';
import { paymentWords } from '@/lib/card-orders/labels';
import type { CardOrderDetail, OrderPaymentState, OrderState } from '@/lib/card-orders/model';
import { formatMoney, timesMoney } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import { phoneText } from '@/lib/sim-cards/labels';

const soon = 'Появится, когда заказ передадут в доставку';
const ahead: Readonly<Partial<Record<OrderState, string>>> = {
  AWAITING_PAYMENT: soon,
  PAID: soon,
  PACKING: soon,
};

export function OrderFacts({ order }: { order: CardOrderDetail }) {
  return (
    <DefinitionList>
      <Fact term="Трек-номер">
        {order.trackingNumber ? (
          <>
            <span className="font-mono">{order.trackingNumber}</span>{' '}
            <CopyButton value={order.trackingNumber} label="Скопировать трек-номер" />
          </>
        ) : (
          (ahead[order.state] ?? '—')
        )}
      </Fact>
      <Fact term="Получатель" note={phoneText(order.phone)}>
        {order.recipient}
      </Fact>
      <Fact term="Адрес">
        {order.postalCode}, {order.city}, {order.addressLine}
      </Fact>
      <Fact term="Магазин">{order.storeName ?? '—'}</Fact>
      <Fact term="Оператор">{order.operatorName}</Fact>
    </DefinitionList>
  );
}

const paymentTones: Readonly<Record<OrderPaymentState, Tone>> = {
  UNPAID: 'attention',
  PAID: 'works',
  REFUNDED: 'off',
};

export function OrderSums({ order }: { order: CardOrderDetail }) {
  return (
    <>
      <p className="mb-4">
        <Badge tone={paymentTones[order.paymentState]}>{paymentWords[order.paymentState]}</Badge>
      </p>
      <DefinitionList look="sums" className="max-w-md">
        <Sum
          term={`${counted(order.quantity, ['карта', 'карты', 'карт'])} × ${formatMoney(order.unitPrice)}`}
        >
          {formatMoney(timesMoney(order.unitPrice, order.quantity))}
        </Sum>
        <Sum term="Доставка">{order.delivery === 0 ? 'бесплатно' : formatMoney(order.delivery)}</Sum>
        <Sum term="Всего" total>
          {formatMoney(order.total)}
        </Sum>
      </DefinitionList>
    </>
  );
}
