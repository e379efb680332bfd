'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { StoreChoice } from './rights-fields';

const InviteDialog = dynamic(() => import('./invite-dialog'));

export function InviteButton({ stores }: { stores: readonly StoreChoice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon="plus" onClick={() => setOpen(true)}>
        Пригласить
      </Button>
      {open ? <InviteDialog stores={stores} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
