'use client';

import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { SelectOption } from '@/components/ui/select';

const StoreDialog = lazy(() => import('./store-dialog'));

export interface EditStoreProps {
  storeId: string;
  /** what the page shows: a change in between is told apart by it */
  seen: string;
  name: string;
  address: string;
  timeZone: string;
  zones: readonly SelectOption[];
}

export function EditStore(props: EditStoreProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="pencil" onClick={() => setOpen(true)}>
        Изменить
      </Button>
      <Suspense>{open ? <StoreDialog {...props} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
