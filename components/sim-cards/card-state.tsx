import { Badge } from '@/components/ui/badge';
import type { IconName } from '@/components/ui/icon';
import type { Tone } from '@/components/ui/tone';
import { stateNote, stateWords } from '@/lib/sim-cards/labels';
import type { SimCardRow, SimCardState } from '@/lib/sim-cards/model';
import { isOpen } from '@/lib/sim-cards/operation.rule';

export const stateTones: Readonly<Record<SimCardState, Tone>> = {
  READY: 'off',
  ACTIVATING: 'waits',
  ACTIVATION_FAILED: 'failed',
  ACTIVE: 'works',
  DEACTIVATING: 'waits',
  INACTIVE: 'off',
  SUSPENDED: 'failed',
  TERMINATED: 'off',
};

const stateIcons: Readonly<Partial<Record<SimCardState, IconName>>> = { READY: 'circle' };

export function CardState({
  card,
  now,
  look,
}: {
  card: Pick<SimCardRow, 'state' | 'suspendReason' | 'operation' | 'operator'>;
  now: Date;
  look?: 'plain' | 'filled';
}) {
  // A card's own page says the rest in full sentences.
  const underWay = card.operation !== null && isOpen(card.operation.state);
  const note = look === 'filled' && !underWay ? null : stateNote(card, now);
  return (
    <Badge tone={stateTones[card.state]} icon={stateIcons[card.state]} look={look} note={note}>
      {stateWords[card.state]}
    </Badge>
  );
}
