'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { BulkBar } from '@/components/ui/bulk-bar';
import { Button } from '@/components/ui/button';
import { counted } from '@/lib/core/text';
import { countCards, draftFromFilter } from '@/lib/sim-cards/bulk/actions';
import type { BulkAction } from '@/lib/sim-cards/bulk/model';

const NAMES = ['state', 'operator', 'period', 'watch', 'q', 'store'] as const;

/** Every card that the filter finds is chosen, on all pages; what is done to them is checked on a page of its own. */
export default function WholeBar({ onClear }: { onClear: () => void }) {
  const router = useRouter();
  const params = useSearchParams();
  const filter = Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const filterText = JSON.stringify(filter);
  const [count, setCount] = useState<number | null>(null);
  const [requests] = useState(() => ({ ACTIVATE: crypto.randomUUID(), DEACTIVATE: crypto.randomUUID() }));
  const { run, pending } = useAction(draftFromFilter, {
    onSuccess: ({ bulkId }) => router.push(`/sim-cards/bulk/${bulkId}`),
  });
  useEffect(() => {
    let isCurrent = true;
    void countCards({ filter: JSON.parse(filterText) as typeof filter }).then((result) => {
      if (isCurrent && result.ok) setCount(result.value.count);
    });
    return () => {
      isCurrent = false;
    };
  }, [filterText]);
  const check = (action: BulkAction) => run({ requestId: requests[action], action, filter });
  return (
    <BulkBar
      summary={
        count === null
          ? 'Считаем карты…'
          : `Выбраны все по отбору: ${counted(count, ['карта', 'карты', 'карт'])}`
      }
      onClear={onClear}
    >
      <Button
        size="small"
        variant="primary"
        disabled={count === null}
        pending={pending}
        onClick={() => check('ACTIVATE')}
      >
        Проверить и активировать
      </Button>
      <Button size="small" disabled={count === null} pending={pending} onClick={() => check('DEACTIVATE')}>
        Проверить и отключить
      </Button>
    </BulkBar>
  );
}
