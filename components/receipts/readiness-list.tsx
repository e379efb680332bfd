import { Button } from '@/components/ui/button';
import { Icon, type IconName } from '@/components/ui/icon';
import { type Tone, toneIcon, toneText } from '@/components/ui/tone';
import { readinessWords } from '@/lib/receipts/labels';
import type { Readiness, ReadinessStatus } from '@/lib/receipts/model';

const looks: Readonly<Record<ReadinessStatus, { tone: Tone; icon: IconName; spoken: string }>> = {
  DONE: { tone: 'works', icon: toneIcon.works, spoken: 'Готово' },
  WAITING: { tone: 'waits', icon: toneIcon.waits, spoken: 'Выполняется' },
  TODO: { tone: 'failed', icon: toneIcon.failed, spoken: 'Не готово' },
  LIMITED: { tone: 'attention', icon: toneIcon.attention, spoken: 'Внимание' },
  REMINDER: { tone: 'off', icon: 'info', spoken: 'Напоминание' },
};

export function ReadinessList({
  readiness,
  posVersion,
  floor,
  fixHref,
  paperNote,
}: {
  readiness: Readiness;
  posVersion: string | null;
  floor: string;
  /** where things are put right; null: the role may not */
  fixHref: string | null;
  /** what the terminal has said about its tape */
  paperNote: string | null;
}) {
  return (
    <ol aria-label="Готовность кассы" className="divide-y divide-line border-b border-line">
      {readiness.items.map((item) => {
        const words = readinessWords(item, { posVersion, floor });
        const look = looks[item.status];
        const note = item.step === 'PAPER' && paperNote ? `${paperNote}. ${words.note ?? ''}` : words.note;
        return (
          <li
            key={`${item.step}-${item.names.join()}`}
            className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3"
          >
            <div className="flex min-w-56 flex-1 gap-3">
              <Icon
                name={look.icon}
                size={18}
                label={look.spoken}
                className={`mt-[0.1em] ${toneText[look.tone]}`}
              />
              <div className="max-w-[64ch] min-w-0">
                <p className="font-semibold">{words.title}</p>
                {note ? <p className="text-ink-2">{note}</p> : null}
              </div>
            </div>
            {words.fix && fixHref ? (
              <div className="max-md:ps-7.5">
                <Button size="small" href={fixHref}>
                  {words.fix}
                </Button>
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
