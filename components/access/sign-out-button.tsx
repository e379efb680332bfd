'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { signOut } from './sign-out';

export function SignOutButton() {
  const [pending, setPending] = useState(false);
  return (
    <Button
      variant="secondary"
      wide
      icon="log-out"
      pending={pending}
      pendingLabel="Выходим…"
      onClick={() => {
        setPending(true);
        void signOut();
      }}
    >
      Выйти
    </Button>
  );
}
