import { Badge } from '@/components/ui/badge';
import { readinessWords, summaryLabels } from '@/lib/receipts/labels';
import type { Readiness } from '@/lib/receipts/model';

export function ReadinessBadge({ readiness, look }: { readiness: Readiness; look?: 'plain' | 'filled' }) {
  const { tone, text } = summaryLabels[readiness.summary];
  const next = readiness.next ? readinessWords(readiness.next, { posVersion: null, floor: '' }) : null;
  return (
    <Badge tone={tone} look={look} note={next ? (next.fix ?? next.title) : undefined}>
      {text}
    </Badge>
  );
}
