import { Badge } from '@/components/ui/badge';
import { momentText } from '@/lib/core/text';
import type { ConfigAge } from '@/lib/devices/config-age.rule';
import { ageText } from '@/lib/terminals/labels';

interface ConfigStateProps {
  config: ConfigAge;
  now: Date;
  timeZone: string;
}

/** What the cabinet wants of the terminal against what it has reported: modules and receipts together. */
export function ConfigState({ config, now, timeZone }: ConfigStateProps) {
  const moment = (at: Date) => momentText(at, now, timeZone);
  const waited = (since: Date | null) =>
    since ? ` Изменения ждут кассу с ${moment(since)}: ${ageText(now.getTime() - since.getTime())}.` : '';
  const { tone, words, note } =
    config.state === 'APPLIED'
      ? { tone: 'works' as const, words: 'Касса применила всё', note: `Сообщила: ${moment(config.at)}.` }
      : config.state === 'LAGGING'
        ? {
            tone: 'waits' as const,
            words: 'Касса ещё не применила последние изменения',
            note: `Предыдущие применены: ${moment(config.appliedAt)}.${waited(config.since)} Применит, когда выйдет на связь.`,
          }
        : {
            tone: 'waits' as const,
            words: 'Касса ещё не сообщала, что применила настройки',
            note: 'Сообщит, когда выйдет на связь.',
          };
  return (
    <div className="mb-3">
      <Badge tone={tone} note={note}>
        {words}
      </Badge>
    </div>
  );
}
