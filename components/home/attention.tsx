import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { WorkItem, Worklist } from '@/components/ui/worklist';

export interface AttentionLine {
  readonly id: string;
  readonly tone: 'failed' | 'attention';
  readonly text: string;
  readonly href: string;
  readonly actionLabel: string;
}

const toneLabels = { failed: 'Сбой', attention: 'Внимание' } as const;

/** More lines than this are not a worklist any more: the rest is found by the filters of the lists. */
const SHOWN = 12;

export function Attention({ lines }: { lines: readonly AttentionLine[] }) {
  if (lines.length === 0) {
    return (
      <Notice tone="works" title="Ничего не требует внимания">
        Кассы на связи, карты и подписки в порядке.
      </Notice>
    );
  }
  const sorted = [...lines].sort((a, b) => Number(b.tone === 'failed') - Number(a.tone === 'failed'));
  const hidden = sorted.length - SHOWN;
  return (
    <Worklist title="Требует внимания" count={String(lines.length)}>
      {sorted.slice(0, SHOWN).map((line) => (
        <WorkItem
          key={line.id}
          tone={line.tone}
          toneLabel={toneLabels[line.tone]}
          action={
            <Button size="small" href={line.href}>
              {line.actionLabel}
            </Button>
          }
        >
          {line.text}
        </WorkItem>
      ))}
      {hidden > 0 ? (
        <li className="py-2.5 text-ink-2">
          И ещё {hidden}: откройте «Терминалы» и «Смарт-карты» с нужным состоянием.
        </li>
      ) : null}
    </Worklist>
  );
}
