import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { CardNumber } from '@/components/sim-cards/card-number';
import { StateBadge } from '@/components/sim-cards/state-badge';
import { cardsCount, partOfCards } from '@/lib/card-orders/labels';
import type { OrderedCard, OrderLineView } from '@/lib/card-orders/model';

/** What is ordered, line by line, and how much of it has come. */
export function OrderLines({ lines }: { lines: readonly OrderLineView[] }) {
  return (
    <Table caption="Состав заказа">
      <THead>
        <TH>Для кого</TH>
        <TH>Название карты</TH>
        <TH align="end">Карт</TH>
        <TH align="end">Пришло</TH>
      </THead>
      <TBody>
        {lines.map((line) => (
          <TR key={line.id}>
            <TD phone="lead" className="wrap-anywhere">
              {line.terminal ? (
                <Link href={`/terminals/${line.terminal.id}`}>{line.terminal.name}</Link>
              ) : (
                line.storeName
              )}
              {line.terminal ? <span className="block text-13 text-ink-2">{line.storeName}</span> : null}
            </TD>
            <TD phone="sub" className="wrap-anywhere">
              {line.name ?? <span className="text-ink-2">без названия</span>}
            </TD>
            <TD phone="aside" align="end">
              {cardsCount(line.quantity)}
            </TD>
            <TD align="end">{line.received === 0 ? '—' : partOfCards(line.received, line.quantity)}</TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

/** Cards that have come: under their names, on their terminals. */
export function OrderedCards({ cards }: { cards: readonly OrderedCard[] }) {
  return (
    <Table caption="Карты заказа">
      <THead>
        <TH>Карта</TH>
        <TH>Состояние</TH>
        <TH>Касса</TH>
        <TH wide>Магазин</TH>
      </THead>
      <TBody>
        {cards.map((card) => (
          <TR key={card.id}>
            <TD phone="main">
              <Link href={`/sim-cards/${card.id}`} look="row" stretched>
                <CardNumber iccid={card.iccid} find={null} />
              </Link>
              {card.label ? (
                <span className="block text-13 wrap-anywhere text-ink-2">{card.label}</span>
              ) : null}
            </TD>
            <TD phone="lead">
              <StateBadge state={card.state} note={null} />
            </TD>
            <TD phone="sub" className="wrap-anywhere">
              {card.terminal?.name ?? 'не привязана'}
            </TD>
            <TD wide className="wrap-anywhere">
              {card.storeName ?? '—'}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
