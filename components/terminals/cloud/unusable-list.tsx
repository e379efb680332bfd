import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { unusableText } from '@/lib/terminals/cloud/labels';
import type { UnusableTerminal } from '@/lib/terminals/cloud/model';

/** Terminals of the cloud that cannot be taken over, each with what to do. */
export function UnusableList({ terminals }: { terminals: readonly UnusableTerminal[] }) {
  if (terminals.length === 0) return null;
  return (
    <Section title="Перенести нельзя" count={String(terminals.length)}>
      <ul className="divide-y divide-line">
        {terminals.map(({ key, name, serialNumber, reason }) => (
          <li key={`${key}-${reason}`} className="grid gap-1 py-3">
            <Badge tone="attention" note={unusableText[reason]}>
              {name}
            </Badge>
            {serialNumber === null ? null : (
              <span className="ps-6 font-mono text-13 text-ink-2">{serialNumber}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
