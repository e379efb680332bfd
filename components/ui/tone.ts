import type { IconName } from './icon';

export type Tone = 'works' | 'waits' | 'attention' | 'failed' | 'off';

export const toneIcon: Record<Tone, IconName> = {
  works: 'circle-check',
  waits: 'clock-3',
  attention: 'triangle-alert',
  failed: 'circle-x',
  off: 'circle-minus',
};

export const toneText: Record<Tone, string> = {
  works: 'text-works',
  waits: 'text-waits',
  attention: 'text-attention',
  failed: 'text-failed',
  off: 'text-off',
};

export const toneTint: Record<Tone, string> = {
  works: 'bg-works-tint',
  waits: 'bg-waits-tint',
  attention: 'bg-attention-tint',
  failed: 'bg-failed-tint',
  off: 'bg-off-tint',
};
