'use client';

import { Badge } from '@/components/ui/badge';
import { Switch } from '@/components/ui/switch';
import type { Tone } from '@/components/ui/tone';
import { counted } from '@/lib/core/text';
import type { Till } from '@/lib/devices/till/model';
import type { Reach } from './till-machine';

export interface StatusBarProps {
  till: Till;
  reach: Reach;
  sending: boolean;
  onOffline: (offline: boolean) => void;
}

const reachNames: Readonly<Record<Reach, { readonly tone: Tone; readonly text: string }>> = {
  OK: { tone: 'works', text: 'На связи' },
  OFFLINE: { tone: 'off', text: 'Нет сети' },
  NO_ANSWER: { tone: 'attention', text: 'Кабинет не отвечает' },
  DISOWNED: { tone: 'failed', text: 'Касса отвязана' },
};

const receipts = ['чек', 'чека', 'чеков'] as const;

/** How the till is, in the fewest words; everything in order is one word. */
export function StatusBar({ till, reach, sending, onOffline }: StatusBarProps) {
  const { condition, queue } = till;
  const waits = queue.waiting.length;
  const refused = queue.refused.length;
  const signs: { tone: Tone; text: string }[] = [
    ...(waits > 0
      ? [
          {
            tone: 'waits',
            text: `${sending ? 'Передаёт' : 'В очереди'} ${counted(waits, receipts)}`,
          } as const,
        ]
      : []),
    ...(refused > 0 ? [{ tone: 'failed', text: `Не принято: ${counted(refused, receipts)}` } as const] : []),
    ...(condition.ofdMode === 'AUTONOMOUS' ? [{ tone: 'attention', text: 'Автономный режим' } as const] : []),
    ...(condition.paper === 'OUT'
      ? [{ tone: 'failed', text: 'Нет ленты' } as const]
      : condition.paper === 'LOW'
        ? [{ tone: 'attention', text: 'Лента заканчивается' } as const]
        : []),
    ...(condition.battery <= 20
      ? [{ tone: 'attention', text: `Батарея ${String(condition.battery)} %` } as const]
      : []),
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-4 md:px-6">
      <ul aria-label="Состояние кассы" aria-live="polite" className="flex flex-wrap gap-x-5 gap-y-1 py-2">
        <li>
          <Badge tone={reachNames[reach].tone}>{reachNames[reach].text}</Badge>
        </li>
        {signs.map(({ tone, text }) => (
          <li key={text}>
            <Badge tone={tone}>{text}</Badge>
          </li>
        ))}
      </ul>
      <Switch
        name="offline"
        label="Нет сети"
        className="ms-auto"
        checked={condition.offline}
        onChange={(event) => onOffline(event.target.checked)}
      />
    </div>
  );
}
