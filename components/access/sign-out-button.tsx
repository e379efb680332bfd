'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';

export function SignOutButton() {
  const [pending, setPending] = useState(false);
  async function leave() {
    setPending(true);
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    await fetch('/api/auth/signout', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, json: 'true' }),
    });
    window.location.assign('/sign-in');
  }
  return (
    <Button
      variant="secondary"
      wide
      icon="log-out"
      pending={pending}
      pendingLabel="Выходим…"
      onClick={() => void leave()}
    >
      Выйти
    </Button>
  );
}
