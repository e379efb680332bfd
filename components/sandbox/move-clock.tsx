'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';

interface Answer {
  readonly from?: string;
  readonly title?: string;
}

/** Moves the clock of the sandbox and then shows what has happened. */
export function MoveClock({ advance, label }: { advance: string; label: string }) {
  const [pending, setPending] = useState(false);
  const toast = useToast();
  const router = useRouter();

  async function move() {
    setPending(true);
    const response = await fetch('/api/sandbox/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance }),
    }).catch(() => null);
    const answer = (await response?.json().catch(() => null)) as Answer | null;
    setPending(false);
    if (response?.ok && answer?.from) {
      router.push(`/sandbox?ahead=${advance}&since=${encodeURIComponent(answer.from)}`, { scroll: false });
      router.refresh();
    } else {
      toast({ title: answer?.title ?? 'Песочница не ответила. Повторите через минуту.', tone: 'failed' });
    }
  }

  return (
    <Button variant="primary" pending={pending} pendingLabel="Переводим часы…" onClick={() => void move()}>
      {label}
    </Button>
  );
}
