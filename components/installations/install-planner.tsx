'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Notice } from '@/components/ui/notice';
import type { Tone } from '@/components/ui/tone';
import type { BillingPeriod } from '@/lib/catalog/model';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import { installMany } from '@/lib/installations/actions';
import {
  type Agreed,
  agreementIndex,
  groupedOutcomes,
  groupPurchases,
  type Outcome,
} from '@/lib/installations/outcome.rule';
import type { Verdict } from '@/lib/installations/plan.rule';
import { purchaseOf } from '@/lib/installations/purchase.rule';
import { type Payable, PurchaseChoice } from './purchase-choice';
import { TerminalChoice } from './terminal-choice';
import { TerminalGroup } from './terminal-group';

export interface PlannerTerminal {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  /** the number of its outcome under each agreement */
  readonly numbers: readonly number[];
}

export interface PlannerOutcome extends Pick<Outcome, 'verdict' | 'buy'> {
  readonly title: string;
  readonly lines: readonly string[];
}

const tones: Record<Verdict, Tone> = {
  INSTALL: 'works',
  NEEDS: 'attention',
  CANNOT: 'failed',
  ALREADY: 'off',
};
const onTills = ['кассу', 'кассы', 'касс'] as const;

export function InstallPlanner({
  moduleSlugs,
  terminals,
  outcomes,
  payable,
  mayBuy,
  chosenAtFirst,
}: {
  moduleSlugs: readonly string[];
  terminals: readonly PlannerTerminal[];
  outcomes: readonly PlannerOutcome[];
  payable: Payable;
  mayBuy: boolean;
  chosenAtFirst: readonly string[];
}) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(chosenAtFirst));
  const [requestId, setRequestId] = useState<string | null>(null);
  const [agreed, setAgreed] = useState<Agreed>({ complete: false, buy: false });
  const [period, setPeriod] = useState<BillingPeriod>('M1');
  const { run, pending, problem } = useAction(installMany, {
    onSuccess: ({ runId }) => router.push(`/modules/runs/${runId}`),
  });
  const wordsOf = (number: number | undefined) => outcomes[number ?? 0];

  if (requestId === null) {
    return (
      <TerminalChoice
        terminals={terminals.map(({ numbers, ...each }) => {
          const words = wordsOf(numbers[0]);
          return { ...each, hint: words?.lines[0] ?? words?.title ?? '' };
        })}
        chosen={chosen}
        onChange={setChosen}
        onNext={() => setRequestId(crypto.randomUUID())}
      />
    );
  }

  const rows = terminals.filter(({ id }) => chosen.has(id));
  const byId = new Map(rows.map((each) => [each.id, each]));
  const groups = groupedOutcomes(outcomes, rows, agreed);
  const differs = (other: Agreed) =>
    rows.some(({ numbers }) => numbers[agreementIndex(other)] !== numbers[agreementIndex(agreed)]);
  const { lines, total } = purchaseOf(payable, groupPurchases(outcomes, groups, period), period);
  const count = groups
    .filter(({ number }) => outcomes[number]?.verdict === 'INSTALL')
    .reduce((sum, { terminalIds }) => sum + terminalIds.length, 0);
  const offersComplete = agreed.complete || differs({ ...agreed, complete: true });
  const offersBuy = agreed.buy || differs({ ...agreed, buy: true });
  const missing = isShort(total, payable.balance);
  return (
    <div className="grid max-w-3xl gap-5">
      <div>
        <Button size="small" icon="arrow-left" disabled={pending} onClick={() => setRequestId(null)}>
          Выбрать другие кассы
        </Button>
      </div>
      <ul aria-label="План установки" className="divide-y divide-line border-y border-line">
        {groups.map(({ number, terminalIds }) => {
          const { verdict, title, lines: why } = outcomes[number] ?? noOutcome;
          const inGroup = terminalIds.flatMap((id) => byId.get(id) ?? []);
          return (
            <TerminalGroup key={number} tone={tones[verdict]} title={title} lines={why} terminals={inGroup} />
          );
        })}
      </ul>
      {offersComplete ? (
        <Checkbox
          name="complete"
          label="Установить недостающее"
          hint="Модули, которых не хватает на кассе, установятся первыми, в нужном порядке."
          disabled={pending}
          checked={agreed.complete}
          onChange={(event) => setAgreed({ ...agreed, complete: event.target.checked })}
        />
      ) : null}
      {offersBuy && mayBuy ? (
        <Checkbox
          name="buy"
          label="Оплатить недостающее"
          hint="Самый дешёвый набор комплектов и модулей для каждой кассы, которой он нужен."
          disabled={pending}
          checked={agreed.buy}
          onChange={(event) => setAgreed({ ...agreed, buy: event.target.checked })}
        />
      ) : null}
      {offersBuy && !mayBuy ? (
        <p className="text-ink-2">Оплатить недостающее может владелец организации.</p>
      ) : null}
      {agreed.buy && lines.length > 0 ? (
        <PurchaseChoice {...{ payable, lines, total, period, setPeriod, missing }} />
      ) : null}
      {problem ? (
        <Notice
          tone="failed"
          live="alert"
          action={
            problem.code === 'QUOTE_CHANGED' ? (
              <Button size="small" onClick={() => router.refresh()}>
                Пересчитать
              </Button>
            ) : null
          }
        >
          {problem.message}
        </Notice>
      ) : null}
      <div>
        <Button
          variant="primary"
          size="large"
          wide
          disabled={count === 0 || missing}
          pending={pending}
          pendingLabel="Устанавливаем…"
          onClick={() =>
            run({
              requestId,
              terminalIds: [...chosen],
              moduleSlugs: [...moduleSlugs],
              complete: agreed.complete,
              purchase: agreed.buy ? { period, expectedTotal: total } : null,
            })
          }
        >
          {count === 0
            ? 'Устанавливать некуда'
            : total > 0
              ? `Оплатить ${formatMoney(total)} и установить на ${counted(count, onTills)}`
              : `Установить на ${counted(count, onTills)}`}
        </Button>
      </div>
    </div>
  );
}

const noOutcome: PlannerOutcome = {
  verdict: 'CANNOT',
  title: '',
  lines: [],
  buy: { M1: [], M3: [], M12: [] },
};

const isShort = (total: Kopecks, balance: Kopecks | null): boolean => balance !== null && total > balance;
