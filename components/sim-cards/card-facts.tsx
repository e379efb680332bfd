import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import { periodNames } from '@/lib/catalog/model';
import { dateInText, momentText } from '@/lib/core/text';
import { phoneText } from '@/lib/sim-cards/labels';
import type { SimCardDetail } from '@/lib/sim-cards/model';

const NONE = '—';

interface CardFactsProps {
  card: SimCardDetail;
  now: Date;
  timeZone: string;
  maySeeOrders: boolean;
  /** what changes the label and the terminal; null: may not */
  labelAction: ReactNode;
  terminalAction: ReactNode;
}

export function CardFacts({
  card,
  now,
  timeZone,
  maySeeOrders,
  labelAction,
  terminalAction,
}: CardFactsProps) {
  const orderName = card.order ? `Заказ №\u00a0${card.order.number}` : NONE;
  return (
    <DefinitionList>
      <Fact term="Оператор" note={card.operator.integrated ? null : 'Не подключён к кабинету'}>
        {card.operator.name}
      </Fact>
      <Fact term="Номер телефона">
        {card.msisdn ? (
          <>
            {phoneText(card.msisdn)} <CopyButton value={card.msisdn} label="Скопировать номер телефона" />
          </>
        ) : (
          NONE
        )}
      </Fact>
      <Fact term="Касса" action={terminalAction}>
        {card.terminal ? (
          <Link href={`/terminals/${card.terminal.id}`}>{card.terminal.name}</Link>
        ) : (
          'Не привязана к кассе'
        )}
      </Fact>
      <Fact term="Магазин">{card.store?.name ?? NONE}</Fact>
      {card.label || labelAction ? (
        <Fact term="Метка" action={labelAction}>
          {card.label ?? 'Нет'}
        </Fact>
      ) : null}
      <Fact term="Последний выход в сеть">
        {card.lastTrafficAt ? momentText(card.lastTrafficAt, now, timeZone) : 'Ещё не выходила'}
      </Fact>
      {card.order ? (
        <Fact term="Получена">
          {maySeeOrders ? <Link href={`/orders/${card.order.id}`}>{orderName}</Link> : orderName}
        </Fact>
      ) : null}
    </DefinitionList>
  );
}

export function CardPaymentFacts({
  card,
  maySeeSubscriptions,
}: {
  card: SimCardDetail;
  maySeeSubscriptions: boolean;
}) {
  const { payment } = card;
  if (!payment) return <p className="text-ink-2">Не оплачена. Период оплаты выбирается при активации.</p>;
  const until = dateInText(payment.until);
  return (
    <DefinitionList>
      <Fact
        term="Период оплаты"
        action={maySeeSubscriptions ? <Link href="/subscriptions">К подпискам</Link> : null}
      >
        {periodNames[payment.period]}
      </Fact>
      <Fact term="Оплачена до">{until}</Fact>
      <Fact term="Следующее списание">
        {payment.pastDue
          ? 'Просрочено: на счёте не хватило денег, пробуем каждый день'
          : payment.renews
            ? until
            : `Не продлевается, работает до ${until}`}
      </Fact>
    </DefinitionList>
  );
}
