'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One switch of the sandbox: choose, press, done. */
export function SandboxSwitch({
  name,
  label,
  address,
  field,
  choices,
  current,
  button,
}: {
  name: string;
  label: string;
  address: string;
  field: string;
  choices: readonly Choice[];
  current: string;
  button: string;
}) {
  const [value, setValue] = useState(current);
  const [pending, setPending] = useState(false);
  const toast = useToast();
  const router = useRouter();

  async function apply() {
    setPending(true);
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ [field]: value }),
    }).catch(() => null);
    setPending(false);
    const chosen = choices.find((choice) => choice.value === value)?.label ?? value;
    if (response?.ok) toast({ title: `${label}: ${chosen}`, tone: 'works' });
    else toast({ title: 'Песочница не ответила. Повторите через минуту.', tone: 'failed' });
    router.refresh();
  }

  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        name={name}
        label={label}
        value={value}
        onChange={(event) => {
          setValue(event.target.value);
        }}
        options={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
        className="min-w-64"
      />
      <Button pending={pending} pendingLabel="Применяем…" onClick={() => void apply()}>
        {button}
      </Button>
    </div>
  );
}
