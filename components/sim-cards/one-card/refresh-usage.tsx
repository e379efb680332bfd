'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { refreshUsage } from '@/lib/sim-cards/usage/actions';

export function RefreshUsage({ simCardId }: { simCardId: string }) {
  const { run, pending } = useAction(refreshUsage, {
    done: ({ asked }) => (asked ? 'Данные оператора получены' : 'Данные уже свежие, моложе минуты'),
  });
  return (
    <Button
      size="small"
      variant="quiet"
      icon="refresh-cw"
      pending={pending}
      pendingLabel="Спрашиваем оператора…"
      onClick={() => run({ simCardId })}
    >
      Обновить
    </Button>
  );
}
