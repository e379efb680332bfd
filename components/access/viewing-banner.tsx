'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { stopViewing } from '@/lib/access/people/actions';

/** Above everything while an owner looks at the cabinet as another role. */
export function ViewingBanner({ role, stores }: { role: string; stores: string }) {
  const { run, pending } = useAction(stopViewing, { onSuccess: () => window.location.assign('/staff') });
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-attention-tint px-4 py-2 md:px-6 print:hidden"
    >
      <Icon name="user" size={18} className="text-attention" />
      <p className="min-w-56 flex-1 wrap-anywhere">
        <span className="font-semibold">Вы смотрите кабинет как {role}</span>
        <span className="text-ink-2"> · {stores} · только просмотр</span>
      </p>
      <Button size="small" pending={pending} pendingLabel="Возвращаемся…" onClick={() => run({})}>
        Вернуться
      </Button>
    </div>
  );
}
