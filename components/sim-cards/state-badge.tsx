import { Badge } from '@/components/ui/badge';
import type { IconName } from '@/components/ui/icon';
import type { Tone } from '@/components/ui/tone';
import { stateWords } from '@/lib/sim-cards/labels';
import type { SimCardState } from '@/lib/sim-cards/model';

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

export interface StateBadgeProps {
  state: SimCardState;
  note: string | null;
  look?: 'plain' | 'filled' | undefined;
}

/** A state of a card in its words, tone and shape. */
export function StateBadge({ state, note, look }: StateBadgeProps) {
  return (
    <Badge tone={stateTones[state]} icon={stateIcons[state]} look={look} note={note}>
      {stateWords[state]}
    </Badge>
  );
}
