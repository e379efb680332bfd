'use client';

import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { QrCode } from '@/components/ui/qr-code';
import { formatMoney } from '@/lib/core/money';
import { doneText, fateLabels } from '@/lib/devices/till/labels';
import type { Queue, TapeEntry, TapeReceipt, TapeReport } from '@/lib/devices/till/model';
import { fateOf } from '@/lib/devices/till/queue.rule';
import { exact, type Pair, printedReceipt } from '@/lib/receipts/letter/printed-receipt.rule';

export interface TapeProps {
  entries: readonly TapeEntry[];
  queue: Queue;
  onRefund: (entry: TapeReceipt) => void;
}

/** What came out of the till, the latest first; electronic receipts leave a note, not paper. */
export function Tape({ entries, queue, onRefund }: TapeProps) {
  if (entries.length === 0) return <p className="py-4 text-ink-2">Лента пуста: чеки появятся здесь.</p>;
  return (
    <ol className="grid gap-6" aria-label="Чеки на ленте">
      {entries.map((entry) => (
        <li
          key={entry.key}
          className="transition-[opacity,translate] duration-180 starting:-translate-y-4 starting:opacity-0"
        >
          {entry.kind === 'REPORT' ? (
            <Report entry={entry} />
          ) : (
            <Receipt entry={entry} queue={queue} onRefund={onRefund} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** Thermal paper is white by day and by night; it is torn at the end. */
const paper =
  'w-full max-w-[22rem] mx-auto bg-surface px-5 pt-5 pb-7 text-13 leading-snug text-ink tabular-nums scheme-light [mask:conic-gradient(from_-45deg_at_bottom,#0000,#000_1deg_89deg,#0000_90deg)_50%/10px_100%]';

function Lines({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <dl className="grid gap-0.5">
      {pairs.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-3">
          <dt className="shrink-0">{name}</dt>
          <dd className="min-w-0 text-end wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const rule = 'mt-2.5 border-t border-dashed border-ink-3 pt-2.5';

function Receipt({ entry, queue, onRefund }: { entry: TapeReceipt } & Omit<TapeProps, 'entries'>) {
  const { receipt, decision, cash } = entry;
  const fate = fateLabels[fateOf(queue, entry.key)];
  const refusal = queue.refused.find(({ key }) => key === entry.key)?.detail;
  const title = `Чек ${String(receipt.documentNumber)}`;
  return (
    <article aria-label={`${title}: ${doneText(decision)}`}>
      <div className="mx-auto mb-2 flex max-w-[22rem] flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <Badge tone={fate.tone} note={refusal}>
          {fate.text}
        </Badge>
        {receipt.operation === 'SALE' ? (
          <Button size="large" variant="quiet" icon="undo-2" onClick={() => onRefund(entry)}>
            Вернуть<span className="sr-only"> по чеку {receipt.documentNumber}</span>
          </Button>
        ) : null}
      </div>
      {decision.printed ? (
        <PaperReceipt entry={entry} />
      ) : (
        <p className="mx-auto flex max-w-[22rem] items-start gap-2.5 rounded-control border border-line bg-surface px-4 py-3">
          <Icon name="send" size={18} className="mt-[0.1em]" />
          <span className="min-w-0">
            <span className="block font-semibold">
              {title} на {formatMoney(receipt.total)}
            </span>
            <span className="block wrap-anywhere text-ink-2">{doneText(decision)}</span>
            {cash ? <span className="block">Сдача {formatMoney(cash.change)}</span> : null}
          </span>
        </p>
      )}
    </article>
  );
}

function PaperReceipt({ entry: { receipt, cash } }: { entry: TapeReceipt }) {
  const printed = printedReceipt(receipt);
  const [name, ...rest] = printed.seller;
  return (
    <div className={paper}>
      <p className="text-center">
        <strong className="block text-14">{name}</strong>
        {rest.map((line) => (
          <span key={line} className="block wrap-anywhere">
            {line}
          </span>
        ))}
      </p>
      <p className="mt-2.5 text-center">
        <strong className="block uppercase">{printed.title}</strong>
        {printed.heading}
      </p>
      <ul className={`${rule} grid gap-1.5`}>
        {printed.items.map((item, index) => (
          <li key={index}>
            <span className="block wrap-anywhere">{item.name}</span>
            <span className="flex justify-between gap-3">
              <span>{item.notes}</span>
              <span className="text-end">{item.calculation}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className={`${rule} flex justify-between gap-3 text-20 font-semibold`}>
        <span>ИТОГ</span>
        <span>{printed.total}</span>
      </p>
      <div className="mt-1">
        <Lines
          pairs={[
            ...printed.payments,
            ...(cash && cash.change > 0
              ? ([
                  ['Получено', exact(cash.received)],
                  ['Сдача', exact(cash.change)],
                ] as const)
              : []),
            ...printed.taxes,
          ]}
        />
      </div>
      <div className={rule}>
        <Lines pairs={printed.requisites} />
      </div>
      <QrCode
        text={printed.qr}
        label={`Код для проверки чека: ${printed.qr}`}
        className="mx-auto mt-2 size-36"
      />
    </div>
  );
}

function Report({ entry }: { entry: TapeReport }) {
  return (
    <article aria-label={entry.title} className={paper}>
      <p className="text-center font-semibold uppercase">{entry.title}</p>
      <div className={rule}>
        <Lines pairs={entry.lines} />
      </div>
    </article>
  );
}
