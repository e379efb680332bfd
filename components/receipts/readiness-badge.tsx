import { Badge } from '@/components/ui/badge';
import { missingText, summaryLabels } from '@/lib/receipts/labels';
import type { Readiness } from '@/lib/receipts/model';

export function ReadinessBadge({ readiness, look }: { readiness: Readiness; look?: 'plain' | 'filled' }) {
  const { tone, text } = summaryLabels[readiness.summary];
  return (
    <Badge tone={tone} look={look} note={readiness.next ? missingText(readiness.next) : undefined}>
      {text}
    </Badge>
  );
}
