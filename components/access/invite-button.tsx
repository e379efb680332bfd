'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { useParam } from '@/components/ui/use-param';
import type { StoreChoice } from './rights-fields';

const InviteDialog = dynamic(() => import('./invite-dialog'));

/** The dialog opens by a press, and by `?invite` in the address. */
export function InviteButton({ stores }: { stores: readonly StoreChoice[] }) {
  const [open, setOpen] = useState(false);
  const asked = useParam('invite');
  const close = () => {
    setOpen(false);
    if (asked.value) asked.set('');
  };
  const isAsked = asked.value !== '' && !asked.pending;
  return (
    <>
      <Button variant="primary" icon="plus" onClick={() => setOpen(true)}>
        Пригласить
      </Button>
      {open || isAsked ? <InviteDialog stores={stores} onClose={close} /> : null}
    </>
  );
}
