'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { askingBy } from '@/components/forms/confirm-again';

const ConfirmDialog = dynamic(() => import('./confirm-dialog'));

/** Stands once over the cabinet: asks for the password when an action waits for it. */
export function ConfirmAgain() {
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null);
  useEffect(() => {
    askingBy(() => new Promise<boolean>((resolve) => setAnswer(() => resolve)));
    return () => askingBy(null);
  }, []);
  if (!answer) return null;
  const close = (isConfirmed: boolean) => {
    setAnswer(null);
    answer(isConfirmed);
  };
  return <ConfirmDialog onDone={() => close(true)} onClose={() => close(false)} />;
}
