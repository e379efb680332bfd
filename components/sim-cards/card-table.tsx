import { availableAction } from '@/lib/sim-cards/activation.rule';
import { phoneText, stateNote } from '@/lib/sim-cards/labels';
import type { SimCardRow } from '@/lib/sim-cards/model';
import { isOpen } from '@/lib/sim-cards/operation.rule';
import { type CardLine, CardRows, type CardRowsProps } from './card-rows';

export interface CardTableProps extends Omit<CardRowsProps, 'lines'> {
  cards: readonly SimCardRow[];
  now: Date;
}

/** Decides what each row says. Fifty rows go to the browser as data and are drawn once, from one component. */
export function CardTable({ cards, now, ...rest }: CardTableProps) {
  return <CardRows lines={cards.map((card) => lineOf(card, now))} {...rest} />;
}

function lineOf(card: SimCardRow, now: Date): CardLine {
  return {
    id: card.id,
    iccid: card.iccid,
    about: [card.msisdn && phoneText(card.msisdn), card.label].filter(Boolean).join(' · '),
    state: card.state,
    note: stateNote(card, now),
    terminal: card.terminalName,
    until: card.payment?.until ?? null,
    renews: card.payment?.renews ?? false,
    operator: card.operator.name,
    can: availableAction({
      state: card.state,
      suspendReason: card.suspendReason,
      operatorIntegrated: card.operator.integrated,
      hasOpenOperation: card.operation !== null && isOpen(card.operation.state),
    }),
  };
}
