import { Badge } from '@/components/ui/badge';
import { healthAdvice, type HealthReason } from '@/lib/terminals/model';

/** Each reason with what helps. */
export function HealthReasons({ reasons }: { reasons: readonly HealthReason[] }) {
  return (
    <ul className="grid gap-3">
      {reasons.map(({ code, text, severity }) => (
        <li key={code}>
          <Badge tone={severity} note={healthAdvice[code]}>
            {text.charAt(0).toUpperCase() + text.slice(1)}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
