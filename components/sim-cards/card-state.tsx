import { stateNote } from '@/lib/sim-cards/labels';
import type { SimCardRow } from '@/lib/sim-cards/model';
import { isOpen } from '@/lib/sim-cards/operation.rule';
import { StateBadge } from './state-badge';

/** The state on a card's own page, which says the rest in full sentences. */
export function CardState({
  card,
  now,
}: {
  card: Pick<SimCardRow, 'state' | 'suspendReason' | 'operation' | 'operator'>;
  now: Date;
}) {
  const underWay = card.operation !== null && isOpen(card.operation.state);
  return <StateBadge state={card.state} note={underWay ? stateNote(card, now) : null} look="filled" />;
}
