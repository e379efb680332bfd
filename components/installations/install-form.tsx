'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Notice } from '@/components/ui/notice';
import { counted } from '@/lib/core/text';
import { installModules } from '@/lib/installations/actions';

export interface InstallLine {
  readonly terminalId: string;
  readonly name: string;
  readonly storeName: string;
  /** can be chosen */
  readonly fit: boolean;
  /** what will happen, or why not */
  readonly words: string;
}

const tills = ['кассу', 'кассы', 'касс'] as const;

export function InstallForm({
  moduleSlug,
  complete,
  lines,
}: {
  moduleSlug: string;
  complete: boolean;
  lines: readonly InstallLine[];
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [result, setResult] = useState<string | null>(null);
  const { run, pending, problem } = useAction(installModules, {
    onSuccess: ({ installed, plans }) => {
      const left = plans.length - installed;
      setChosen(new Set());
      setResult(
        left === 0
          ? `Установка начата на ${counted(installed, ['кассе', 'кассах', 'кассах'])}. Каждая применит её, когда выйдет на связь.`
          : `Установка начата на ${counted(installed, ['кассе', 'кассах', 'кассах'])}, не подошло: ${String(left)}. Причины — в списке.`,
      );
    },
  });
  const fit = lines.filter((line) => line.fit);

  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };

  return (
    <div className="grid max-w-3xl gap-5">
      {result ? (
        <Notice tone="works" live="status">
          {result}
        </Notice>
      ) : null}
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      {fit.length > 1 ? (
        <Checkbox
          name="all"
          label={`Все подходящие: ${counted(fit.length, ['касса', 'кассы', 'касс'])}`}
          checked={chosen.size === fit.length}
          onChange={(event) =>
            setChosen(event.target.checked ? new Set(fit.map((line) => line.terminalId)) : new Set())
          }
        />
      ) : null}
      <ul className="divide-y divide-line border-y border-line">
        {lines.map((line) => (
          <li key={line.terminalId} className="py-2.5">
            <Checkbox
              name={`terminal-${line.terminalId}`}
              label={`${line.name}, ${line.storeName}`}
              hint={line.words}
              disabled={!line.fit || pending}
              checked={chosen.has(line.terminalId)}
              onChange={(event) => toggle(line.terminalId, event.target.checked)}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="primary"
          size="large"
          wide
          disabled={chosen.size === 0}
          pending={pending}
          pendingLabel="Устанавливаем…"
          onClick={() => run({ terminalIds: [...chosen], moduleSlugs: [moduleSlug], complete })}
        >
          {chosen.size === 0 ? 'Выберите кассы' : `Установить на ${counted(chosen.size, tills)}`}
        </Button>
      </div>
    </div>
  );
}
