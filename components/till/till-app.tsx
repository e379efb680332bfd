'use client';

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PairingScreen } from './pairing-screen';
import { TillMachine } from './till-machine';
import { TillScreen } from './till-screen';

/** The virtual till: everything that it knows comes over the Device API or from its own memory in this browser. */
export function TillApp() {
  const [machine] = useState(() => new TillMachine());
  useEffect(() => machine.start(), [machine]);
  const { phase, till, link, reach, sending } = useSyncExternalStore(
    machine.subscribe,
    machine.snapshot,
    machine.serverSnapshot,
  );

  if (phase === 'ELSEWHERE') {
    return (
      <Standstill>
        <Notice tone="attention" live="status" title="Эта касса открыта в другом окне">
          Касса одна, и чеки она нумерует подряд. Закройте другое окно — и касса откроется здесь сама.
        </Notice>
      </Standstill>
    );
  }
  if (phase === 'NO_STORAGE') {
    return (
      <Standstill>
        <Notice
          tone="failed"
          live="alert"
          title="Память кассы недоступна"
          action={
            <Button size="large" onClick={() => window.location.reload()}>
              Открыть заново
            </Button>
          }
        >
          Браузер не дал записать данные. Незаписанного касса не печатает, поэтому она остановилась.
          Освободите место или выйдите из приватного окна.
        </Notice>
      </Standstill>
    );
  }
  if (phase === 'LOADING' || !till) {
    return (
      <Standstill>
        <p className="reveal text-ink-2" role="status">
          Касса включается…
        </p>
      </Standstill>
    );
  }
  if (!till.connection || link.code !== undefined) {
    return <PairingScreen key={link.code} machine={machine} till={till} link={link} />;
  }
  return <TillScreen machine={machine} till={till} reach={reach} sending={sending} />;
}

function Standstill({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="grid min-h-dvh content-center justify-items-center gap-4 p-4">
      <h1 className="text-20 font-semibold">Виртуальная касса</h1>
      <div className="max-w-xl">{children}</div>
    </main>
  );
}
