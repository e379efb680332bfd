import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Figure, FigureRow } from '@/components/ui/figure';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { formatMoney } from '@/lib/core/money';
import { bulkDoing, bulkDone, reasonWords, timeLeft, verbs } from '@/lib/sim-cards/bulk/labels';
import type { BulkDetail } from '@/lib/sim-cards/bulk/model';

const format = new Intl.NumberFormat('ru');
const number = (value: number) => format.format(value);

/** What the check has found: how many can go, how many cannot and why. */
export function CheckSummary({ bulk, href }: { bulk: BulkDetail; href: string }) {
  const { action, counts, reasons } = bulk;
  return (
    <FigureRow>
      <Figure
        label={`Можно ${verbs[action].toLowerCase()}`}
        value={number(counts.WAITING)}
        href={`${href}?show=WAITING#cards`}
      />
      <Figure
        label="Нельзя"
        value={number(counts.REFUSED)}
        href={`${href}?show=BAD#cards`}
        lines={reasons.map((reason) => ({ value: number(reason.count), label: reasonWords(reason.code) }))}
      />
    </FigureRow>
  );
}

/** How far it has come, what it has cost and why it waits. */
export function RunSummary({ bulk, href, mayTopUp }: { bulk: BulkDetail; href: string; mayTopUp: boolean }) {
  const { action, state, counts, reasons, charged, maxCharge } = bulk;
  const bad = counts.REFUSED + counts.FAILED;
  const over = counts.DONE + bad;
  const all = over + counts.WAITING + counts.RUNNING;
  const left = state === 'RUNNING' ? timeLeft(bulk) : null;
  const lines = [
    ...(counts.RUNNING > 0
      ? [{ value: number(counts.RUNNING), label: 'у оператора', href: `${href}?show=RUNNING#cards` }]
      : []),
    ...(counts.WAITING > 0
      ? [{ value: number(counts.WAITING), label: 'ждут очереди', href: `${href}?show=WAITING#cards` }]
      : []),
    ...(counts.LEFT > 0
      ? [{ value: number(counts.LEFT), label: 'не тронуты', href: `${href}?show=LEFT#cards` }]
      : []),
  ];
  return (
    <div className="grid gap-6">
      {bulk.finishedAt === null ? (
        <Progress
          label={state === 'PAUSED' ? 'На паузе' : state === 'STOPPED' ? 'Останавливаем' : bulkDoing(action)}
          text={`${number(over)} из ${number(all)}${left ? `, ${left}` : ''}`}
          value={over}
          max={all}
        />
      ) : null}
      {bulk.pauseReason ? (
        <Notice
          tone="attention"
          title="Ждёт вас"
          live="status"
          action={
            bulk.pauseCode === 'INSUFFICIENT_FUNDS' && mayTopUp ? (
              <Button size="small" href="/finance/top-up">
                Пополнить счёт
              </Button>
            ) : null
          }
        >
          {bulk.pauseReason}
        </Notice>
      ) : null}
      <FigureRow>
        <Figure
          label={bulkDone(action)}
          value={number(counts.DONE)}
          href={`${href}?show=DONE#cards`}
          lines={lines}
        />
        <Figure
          label="С ошибками"
          value={number(bad)}
          href={`${href}?show=BAD#cards`}
          lines={reasons.map((reason) => ({ value: number(reason.count), label: reasonWords(reason.code) }))}
        />
      </FigureRow>
      {maxCharge !== null && maxCharge > 0 ? (
        <DefinitionList look="sums" className="max-w-md">
          <Sum term="Списано">{formatMoney(charged)}</Sum>
          <Sum term="Разрешено не больше">{formatMoney(maxCharge)}</Sum>
        </DefinitionList>
      ) : null}
    </div>
  );
}
