'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { offerTotp, renewRecoveryCodes, turnTotpOff } from '@/lib/access/actions';
import { RecoveryCodes } from './recovery-codes';

const TotpDialog = dynamic(() => import('./totp-dialog'));

export interface SecondStepProps {
  /** «21 ноября 2026»; null: off */
  since: string | null;
  codesLeft: number;
}

/** The second step of signing in: on with a picture and a first code, off, new recovery codes. */
export function SecondStepSettings({ since, codesLeft }: SecondStepProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [offer, setOffer] = useState<{ secret: string; uri: string } | null>(null);
  const start = useAction(offerTotp, { onSuccess: setOffer });
  const off = useAction(turnTotpOff, { done: 'Вход с кодом выключен', onSuccess: () => setCodes(null) });
  const renew = useAction(renewRecoveryCodes, { onSuccess: setCodes });
  const pending = start.pending || off.pending || renew.pending;
  return (
    <div className="grid gap-4">
      <p className="max-w-[68ch]">
        {since === null
          ? 'Выключен: для входа хватает пароля. С кодом из приложения чужой пароль ничего не откроет.'
          : `Включён ${since}. Запасных кодов осталось: ${String(codesLeft)}.`}
      </p>
      {codes ? <RecoveryCodes codes={codes} /> : null}
      <div className="flex flex-wrap gap-2">
        {since === null ? (
          <Button pending={start.pending} pendingLabel="Готовим…" onClick={() => start.run({})}>
            Включить вход с кодом
          </Button>
        ) : (
          <>
            <Button disabled={pending} onClick={() => renew.run({})}>
              Новые запасные коды
            </Button>
            <Button variant="quiet" disabled={pending} onClick={() => off.run({})}>
              Выключить вход с кодом
            </Button>
          </>
        )}
      </div>
      {offer ? (
        <TotpDialog
          {...offer}
          onClose={() => setOffer(null)}
          onDone={(made) => {
            setOffer(null);
            setCodes(made);
          }}
        />
      ) : null}
    </div>
  );
}
