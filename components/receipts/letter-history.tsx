import { Timeline, TimelineItem } from '@/components/ui/timeline';
import { counted, momentText } from '@/lib/core/text';
import type { LetterView } from '@/lib/receipts/journal/model';
import { addresseeNames, failureText, letterWords } from '@/lib/receipts/labels';

const attemptForms = ['попытка', 'попытки', 'попыток'] as const;

/** What became of each letter, the latest first. */
export function LetterHistory({
  letters,
  now,
  timeZone,
}: {
  letters: readonly LetterView[];
  now: Date;
  timeZone: string;
}) {
  const moment = (at: Date) => momentText(at, now, timeZone);
  return (
    <Timeline label="Письма">
      {letters.map((letter) => {
        const at = letter.settledAt ?? letter.sentAt ?? letter.queuedAt;
        const { tone, text } = letterWords[letter.state];
        const hasFailed = letter.state === 'BOUNCED' || letter.state === 'FAILED';
        return (
          <TimelineItem
            key={letter.number}
            time={moment(at)}
            dateTime={at.toISOString()}
            tone={tone}
            title={`${text}: ${letter.recipient}`}
            by={addresseeNames[letter.addressee]}
          >
            {hasFailed ? <span className="block">Причина: {failureText(letter)}</span> : null}
            {letter.nextAt ? (
              <span className="block">
                {counted(letter.attempts, attemptForms)}, следующая {moment(letter.nextAt)}
                {letter.reason ? `. Ответ сервера: ${letter.reason}` : null}
              </span>
            ) : null}
          </TimelineItem>
        );
      })}
    </Timeline>
  );
}
