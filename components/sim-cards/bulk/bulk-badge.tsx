import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import { bulkStateWords, itemStateWords } from '@/lib/sim-cards/bulk/labels';
import type { BulkItemState, BulkState } from '@/lib/sim-cards/bulk/bulk-state.rule';

const tones: Readonly<Record<BulkState, Tone>> = {
  DRAFT: 'waits',
  RUNNING: 'waits',
  PAUSED: 'attention',
  STOPPED: 'off',
  FINISHED: 'works',
  CANCELLED: 'off',
};

export function BulkBadge({ state, look }: { state: BulkState; look?: 'plain' | 'filled' }) {
  return (
    <Badge tone={tones[state]} look={look} icon={state === 'PAUSED' ? 'pause' : undefined}>
      {bulkStateWords[state]}
    </Badge>
  );
}

const itemTones: Readonly<Record<BulkItemState, Tone>> = {
  WAITING: 'waits',
  REFUSED: 'failed',
  RUNNING: 'waits',
  DONE: 'works',
  FAILED: 'failed',
  LEFT: 'off',
};

/** Before the start a card that waits is one that can go. */
export function ItemBadge({ state, isDraft }: { state: BulkItemState; isDraft: boolean }) {
  return isDraft && state === 'WAITING' ? (
    <Badge tone="works">Можно</Badge>
  ) : (
    <Badge tone={itemTones[state]}>{itemStateWords[state]}</Badge>
  );
}
