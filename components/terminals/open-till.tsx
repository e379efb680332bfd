import { Button } from '@/components/ui/button';
import { type TillLink, tillLink } from '@/lib/devices/till/till-link.rule';

/** Opens the virtual till of the sandbox beside the cabinet, so that what the cabinet says of it stays in sight. */
export function OpenTill({ till, label }: { till: TillLink; label: string }) {
  return (
    <Button href={tillLink(till)} plain target="_blank" rel="noopener" icon="external-link">
      {label}
    </Button>
  );
}
