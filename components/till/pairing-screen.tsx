'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { InputField } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectField } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import type { Till } from '@/lib/devices/till/model';
import type { TillLink } from '@/lib/devices/till/till-link.rule';
import { posVersions } from '@/lib/devices/till/till.rule';
import type { TillMachine } from './till-machine';

export interface PairingScreenProps {
  machine: TillMachine;
  till: Till;
  link: TillLink;
}

/** The first screen of a till that no cabinet knows yet, or that is connected anew. */
export function PairingScreen({ machine, till, link }: PairingScreenProps) {
  const [code, setCode] = useState(link.code ?? '');
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const waiting = till.queue.waiting.length;

  async function connect(event: FormEvent) {
    event.preventDefault();
    if (code.trim() === '') {
      setError('Введите код: его показывает кабинет');
      return;
    }
    setPending(true);
    setError((await machine.pair(code)) ?? undefined);
    setPending(false);
  }

  return (
    <main id="content" className="grid min-h-dvh content-center justify-items-center p-4">
      <form
        onSubmit={(event) => void connect(event)}
        noValidate
        className="grid w-full max-w-md gap-5 rounded-surface border border-line bg-surface p-5 md:p-7"
      >
        <div>
          <h1 className="text-20 font-semibold">Виртуальная касса</h1>
          <p className="mt-2 text-ink-2">
            {till.name ? `«${till.name}»` : 'Новая касса'}, заводской номер{' '}
            <span className="font-mono">{till.serialNumber}</span>
          </p>
        </div>
        {waiting > 0 ? (
          <Notice tone="waits">
            Чеков ждут кабинета: {waiting}. Касса передаст их, когда её снова подключат как ту же самую.
          </Notice>
        ) : null}
        <InputField
          name="code"
          label="Код подключения"
          hint="Код даёт кабинет: «Терминалы» → «Добавить кассу». Регистр и пробелы не важны."
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          mono
          className="h-14 text-center text-20 tracking-widest uppercase"
          maxLength={40}
          value={code}
          error={error}
          onChange={(event) => {
            setCode(event.target.value);
            setError(undefined);
          }}
        />
        <SelectField
          name="posVersion"
          label="Версия EvotorPOS"
          value={till.condition.posVersion}
          options={posVersions.map((value) => ({ value, label: value }))}
          onChange={(event) => machine.set({ posVersion: event.target.value })}
        />
        {till.condition.offline ? (
          <Switch
            name="offline"
            label="Нет сети"
            checked
            onChange={(event) => machine.set({ offline: event.target.checked })}
          />
        ) : null}
        <Button
          type="submit"
          variant="primary"
          size="large"
          pending={pending}
          pendingLabel="Подключаем…"
          className="min-h-14"
        >
          Подключить кассу
        </Button>
        {till.connection ? (
          <Button variant="quiet" size="large" onClick={machine.forgetLink}>
            Вернуться к продажам
          </Button>
        ) : (
          <Button variant="quiet" size="large" onClick={machine.another}>
            Взять новую кассу
          </Button>
        )}
      </form>
    </main>
  );
}
