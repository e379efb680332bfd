'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { StoreChoice } from './rights-fields';

const ViewDialog = dynamic(() => import('./view-dialog'));

export function ViewButton({ stores }: { stores: readonly StoreChoice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Посмотреть как…</Button>
      {open ? <ViewDialog role="ADMIN" storeIds={[]} stores={stores} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
