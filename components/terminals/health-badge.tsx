import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import { type Health, healthNames, type HealthReason } from '@/lib/terminals/model';

const tones: Record<Health, Tone> = { OK: 'works', NEEDS_ATTENTION: 'attention', OFFLINE: 'failed' };

export function HealthBadge({
  health,
  reasons,
  look,
}: {
  health: Health;
  reasons: readonly HealthReason[];
  look?: 'plain' | 'filled' | undefined;
}) {
  const note = reasons.map((reason) => reason.text).join('; ');
  return (
    <Badge tone={tones[health]} look={look} note={note || undefined}>
      {healthNames[health]}
    </Badge>
  );
}
