'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button, type ButtonSize } from '@/components/ui/button';
import { createPairingCode, createRenewalCode } from '@/lib/terminals/actions';

export interface NewCodeButtonProps {
  label: string;
  /** a terminal that is connected anew, or what a new one will be */
  wanted: { readonly terminalId: string } | { readonly storeId: string; readonly name: string };
  variant?: 'primary' | undefined;
  size?: ButtonSize | undefined;
}

export function NewCodeButton({ label, wanted, variant, size }: NewCodeButtonProps) {
  const router = useRouter();
  const [requestId] = useState(() => crypto.randomUUID());
  const make = (request: NewCodeButtonProps['wanted']) =>
    'terminalId' in request
      ? createRenewalCode({ requestId, ...request })
      : createPairingCode({ requestId, ...request });
  const { run, pending } = useAction(make, {
    onSuccess: ({ pairingId }) => router.push(`/terminals/add/${pairingId}`),
  });
  return (
    <Button {...{ variant, size, pending }} pendingLabel="Получаем код…" onClick={() => run(wanted)}>
      {label}
    </Button>
  );
}
