'use client';

import { useRouter } from 'next/navigation';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { counted } from '@/lib/core/text';
import { moveTerminals } from '@/lib/terminals/actions';
import { clearSelection } from './selection';

const forms = ['кассу', 'кассы', 'касс'] as const;

export interface MoveFormProps {
  storeId: string;
  storeName: string;
  terminals: readonly { readonly id: string; readonly fromStoreId: string }[];
}

export function MoveForm({ storeId, storeName, terminals }: MoveFormProps) {
  const router = useRouter();
  const only = terminals.length === 1 ? terminals[0] : undefined;
  const { run, pending, problem } = useAction(moveTerminals, {
    done: ({ moved }) => `В магазин «${storeName}» перемещено: ${counted(moved, ['касса', 'кассы', 'касс'])}`,
    onSuccess: () => {
      clearSelection();
      router.push(only ? `/terminals/${only.id}` : `/terminals?store=${storeId}`);
    },
  });
  return (
    <div className="grid gap-4">
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          wide
          pending={pending}
          pendingLabel="Перемещаем…"
          onClick={() => run({ storeId, terminals: [...terminals] })}
        >
          Переместить {counted(terminals.length, forms)} в «{storeName}»
        </Button>
      </div>
    </div>
  );
}
