import { Button } from '@/components/ui/button';
import { Gate } from './gate';

/** Stands in for a page that the person's role may not open. */
export function NoAccess({ what }: { what: string }) {
  return (
    <Gate title={what} icon="lock" action={<Button href="/">На главную</Button>}>
      У вашей роли нет доступа к этому разделу. Его может открыть владелец организации.
    </Gate>
  );
}
