import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList, Fact, Sum } from '@/components/ui/definition-list';
import { Icon } from '@/components/ui/icon';
import type { Tone } from '@/components/ui/tone';
import { periodNames } from '@/lib/catalog/model';
import { cardsCount, parcelWords, paymentWords } from '@/lib/card-orders/labels';
import type { CardOrderDetail, OrderPaymentState, ParcelState, ParcelView } from '@/lib/card-orders/model';
import { formatMoney, timesMoney } from '@/lib/core/money';
import { momentText } from '@/lib/core/text';
import { phoneText } from '@/lib/sim-cards/labels';

interface WhenProps {
  now: Date;
  timeZone: string;
}

export function OrderFacts({ order }: { order: CardOrderDetail }) {
  const place = [order.postalCode, order.city, order.addressLine].filter(Boolean).join(', ');
  return (
    <DefinitionList>
      <Fact term="Получатель" note={phoneText(order.phone)}>
        {order.recipient || 'не указан'}
      </Fact>
      <Fact term="Адрес">{place || 'не указан'}</Fact>
      <Fact term="Оператор">{order.operatorName}</Fact>
      <Fact term="Тариф" note="Спишется, когда вы активируете карты">
        {periodNames[order.period]}
      </Fact>
    </DefinitionList>
  );
}

const parcelTones: Readonly<Record<ParcelState, Tone>> = {
  SHIPPED: 'waits',
  DELIVERED: 'works',
  RETURNED: 'attention',
};

/** Each parcel with its number and where its way is shown. */
export function Parcels({ parcels, now, timeZone }: WhenProps & { parcels: readonly ParcelView[] }) {
  if (parcels.length === 0) {
    return <p className="text-ink-2">Трек-номер появится, когда заказ передадут в доставку.</p>;
  }
  return (
    <ul aria-label="Посылки" className="divide-y divide-line">
      {parcels.map((parcel) => (
        <li key={parcel.id} className="flex flex-wrap items-start gap-x-6 gap-y-1.5 py-2.5 first:pt-0">
          <Badge tone={parcelTones[parcel.state]} note={momentText(parcel.at, now, timeZone)}>
            {parcelWords[parcel.state]}
          </Badge>
          <span className="min-w-0 flex-1 basis-56">
            {parcel.trackingNumber ? (
              <>
                <span className="font-mono wrap-anywhere">{parcel.trackingNumber}</span>{' '}
                <CopyButton value={parcel.trackingNumber} label="Скопировать трек-номер" />
              </>
            ) : (
              'Без трек-номера'
            )}
            {parcel.trackingUrl ? (
              <a
                href={parcel.trackingUrl}
                target="_blank"
                rel="noopener noreferrer"
                className="flex w-fit items-center gap-1.5 rounded-tick text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
              >
                Отследить <Icon name="external-link" size={14} label="в новой вкладке" />
              </a>
            ) : null}
          </span>
          <span className="text-ink-2">{cardsCount(parcel.quantity)}</span>
        </li>
      ))}
    </ul>
  );
}

const paymentTones: Readonly<Record<OrderPaymentState, Tone>> = {
  UNPAID: 'attention',
  PAID: 'works',
  PARTLY_REFUNDED: 'off',
  REFUNDED: 'off',
};

export function OrderSums({ order }: { order: CardOrderDetail }) {
  return (
    <>
      {order.state === 'DRAFT' ? null : (
        <p className="mb-4">
          <Badge tone={paymentTones[order.paymentState]}>{paymentWords[order.paymentState]}</Badge>
        </p>
      )}
      <DefinitionList look="sums" className="max-w-md">
        <Sum term={`${cardsCount(order.quantity)} × ${formatMoney(order.unitPrice)}`}>
          {formatMoney(timesMoney(order.unitPrice, order.quantity))}
        </Sum>
        <Sum term="Доставка">{order.delivery === 0 ? 'бесплатно' : formatMoney(order.delivery)}</Sum>
        <Sum
          term="Всего"
          note={order.state === 'DRAFT' ? 'По ценам на сегодня: сумма закрепится при оформлении' : undefined}
          total
        >
          {formatMoney(order.total)}
        </Sum>
        {order.refunded > 0 ? <Sum term="Возвращено">{formatMoney(order.refunded)}</Sum> : null}
      </DefinitionList>
    </>
  );
}
