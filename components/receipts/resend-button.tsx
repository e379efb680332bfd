'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

const ResendDialog = dynamic(() => import('./resend-dialog').then((loaded) => loaded.ResendDialog));

export function ResendButton({ receiptId, address }: { receiptId: string; address: string | null }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        Отправить ещё раз
      </Button>
      {isOpen ? (
        <ResendDialog
          receiptId={receiptId}
          address={address}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
