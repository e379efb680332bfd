'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { counted } from '@/lib/core/text';
import { applyReceiptChange } from '@/lib/receipts/actions';
import type { ChangePlan, ItemOutcome, SettingChange } from '@/lib/receipts/change-many.rule';
import { leavesBuyerWithout } from '@/lib/receipts/receipt-setting.rule';
import type { ChangeOver } from '@/lib/receipts/schema';
import { ChangePreview, planSentence } from './change-preview';
import { LegalNotice } from './setting-notices';

const settings = ['настройка', 'настройки', 'настроек'] as const;

/** What was shown is what is done: each item carries what the person has seen of it. */
export function ChangeRun({
  over,
  change,
  plan,
  onLookAgain,
}: {
  over: ChangeOver;
  change: SettingChange;
  plan: ChangePlan;
  /** shows the preview anew, with what has come of it */
  onLookAgain: () => void;
}) {
  const [results, setResults] = useState<ReadonlyMap<string, ItemOutcome> | null>(null);
  const { run, pending, problem } = useAction(applyReceiptChange, {
    onSuccess: ({ results }) => setResults(new Map(results.map(({ id, outcome }) => [id, outcome]))),
  });
  const { items } = plan;
  const left = results
    ? [...results.values()].filter((each) => each === 'CHANGED' || each === 'MISSING')
    : [];
  const done = results ? results.size - left.length : 0;
  return (
    <div className="grid gap-4">
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      {results ? (
        <Notice tone={left.length > 0 ? 'attention' : 'works'} live="status">
          Применено: {counted(done, settings)}
          {left.length > 0 ? `, не тронуто: ${String(left.length)}. Причины — в списке` : ''}. Кассы получат
          настройку, как только выйдут на связь.
        </Notice>
      ) : (
        <p role="status" className="max-w-[68ch]">
          {planSentence(plan)}
        </p>
      )}
      {!results && items.some(({ after }) => leavesBuyerWithout(after.printMode, after.defaultEmail)) ? (
        <LegalNotice />
      ) : null}
      {items.length > 0 ? <ChangePreview items={items} results={results} /> : null}
      <div className="flex flex-wrap gap-2">
        {results ? (
          <Button
            wide
            onClick={() => {
              setResults(null);
              onLookAgain();
            }}
          >
            Посмотреть, что осталось
          </Button>
        ) : items.length > 0 ? (
          <Button
            variant="primary"
            wide
            pending={pending}
            pendingLabel="Применяем…"
            onClick={() => run({ over, change, seen: items.map(({ id, stamp }) => ({ id, stamp })) })}
          >
            {`Применить: ${counted(items.length, settings)}`}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
