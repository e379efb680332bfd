import { cx } from '@/components/ui/cx';
import { Table, TBody, TH, THead } from '@/components/ui/table';
import { dateInTable } from '@/lib/core/text';
import { availableAction } from '@/lib/sim-cards/activation.rule';
import { cardTail, phoneText } from '@/lib/sim-cards/labels';
import type { SimCardRow } from '@/lib/sim-cards/model';
import { isOpen } from '@/lib/sim-cards/operation.rule';
import { CardNumber } from './card-number';
import { CardState } from './card-state';

export interface CardTableProps {
  cards: readonly SimCardRow[];
  now: Date;
  /** digits to mark in the numbers */
  find: string | null;
  selectable: boolean;
  /** `?store=…` that links keep, or nothing */
  query: string;
}

const bodyClass = cx(
  '[&>tr]:group [&>tr]:relative [&>tr]:border-b [&>tr]:border-line [&>tr]:hover:bg-wash/70',
  '[&>tr]:has-checked:bg-accent-tint md:[&>tr]:h-11 md:touch:[&>tr]:h-14',
  'md:[&_td]:px-3 md:[&_td]:py-2 md:[&_td]:align-top',
);

/** Rows are plain markup, drawn on the server; what is pressed in them is the business of CardPicker around. */
export function CardTable({ cards, now, find, selectable, query }: CardTableProps) {
  return (
    <Table caption="Смарт-карты">
      <THead>
        {selectable ? (
          <TH className="w-11 p-0!">
            <label className="grid size-11 place-items-center">
              <input
                type="checkbox"
                name="all"
                className="check-mark"
                aria-label="Выбрать все карты на странице"
              />
            </label>
          </TH>
        ) : null}
        <TH>Карта</TH>
        <TH>Состояние</TH>
        <TH>Касса</TH>
        <TH>Оплачено до</TH>
        <TH wide>Оператор</TH>
      </THead>
      <TBody className={bodyClass}>
        {cards.map((card) => (
          <tr key={card.id} role="row">
            {selectable ? <PickCell card={card} /> : null}
            <td role="cell" data-phone="main">
              <a
                href={`/sim-cards/${card.id}${query}`}
                data-row=""
                className="stretch rounded-tick font-semibold outline-none hover:underline focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                <CardNumber iccid={card.iccid} find={find} />
              </a>
              {card.msisdn || card.label ? (
                <span className="block text-13 text-ink-2 max-md:hidden">
                  {[card.msisdn && phoneText(card.msisdn), card.label].filter(Boolean).join(' · ')}
                </span>
              ) : null}
            </td>
            <td role="cell" data-phone="lead">
              <CardState card={card} now={now} />
            </td>
            <td role="cell" data-phone="sub" className="md:max-w-64">
              <span className="line-clamp-2">{card.terminalName ?? 'Без кассы'}</span>
            </td>
            <td role="cell" data-phone="aside" className="tabular-nums">
              {card.payment ? dateInTable(card.payment.until) : '—'}
            </td>
            <td role="cell" className="md:max-lg:hidden">
              {card.operator.name}
            </td>
          </tr>
        ))}
      </TBody>
    </Table>
  );
}

function PickCell({ card }: { card: SimCardRow }) {
  const action = availableAction({
    state: card.state,
    suspendReason: card.suspendReason,
    operatorIntegrated: card.operator.integrated,
    hasOpenOperation: card.operation !== null && isOpen(card.operation.state),
  });
  return (
    <td role="cell" data-phone="select" className="z-1 md:relative md:w-11 md:p-0!">
      <label className="grid size-11 place-items-center">
        <input
          type="checkbox"
          name="card"
          value={card.id}
          className="check-mark"
          aria-label={`Выбрать карту ${cardTail(card.iccid)}`}
          data-can={action ?? ''}
          data-until={card.payment?.until}
          data-renews={card.payment?.renews ? '' : undefined}
        />
      </label>
    </td>
  );
}
