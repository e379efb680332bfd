import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { momentText, timeText } from '@/lib/core/text';
import { failureText, resultSentences, storesCount, terminalsCount } from '@/lib/terminals/cloud/labels';
import type { ReadingView } from '@/lib/terminals/cloud/model';
import { ReadAgainButton } from './connection-actions';

export interface ReadingStateProps {
  reading: ReadingView;
  now: Date;
  timeZone: string;
}

/** How the reading of the cloud stands, and what the last import has done. */
export function ReadingState({ reading, now, timeZone }: ReadingStateProps) {
  const { state, stores, terminals, waitsUntil, failure, detail } = reading;
  if (state === 'LOADING' && reading.stale) {
    return (
      <Notice
        tone="attention"
        live="status"
        title="Чтение остановилось"
        action={<ReadAgainButton primary label="Прочитать заново" />}
      >
        Больше минуты ничего не происходит. Начните чтение заново, ничего ещё не изменено.
      </Notice>
    );
  }
  if (state === 'LOADING') {
    const found = `${storesCount(stores)}, ${terminalsCount(terminals)}`;
    const waits = waitsUntil !== null && waitsUntil > now;
    return (
      <div role="status" className="grid gap-2">
        <Progress label="Читаем облако Эвотор" text={`пока ${found}`} />
        <p className="text-ink-2">
          {waits
            ? `Облако просит подождать до ${timeText(waitsUntil, timeZone)}. Продолжим сами, страницу можно закрыть.`
            : 'Страницу можно закрыть: чтение закончится само, а разница подождёт здесь.'}
        </p>
      </div>
    );
  }
  if (failure !== null) {
    const { title, text } = failureText[failure];
    return (
      <Notice
        tone="failed"
        live="status"
        title={title}
        action={<ReadAgainButton primary label="Прочитать заново" />}
      >
        {text}
        {detail === null ? null : <span className="block text-13 text-ink-2">Подробности: {detail}.</span>}
      </Notice>
    );
  }
  const { appliedAt, result, startedBy } = reading;
  if (appliedAt === null || result === null) return null;
  const done = resultSentences(result);
  const title = startedBy === null ? 'Облако сообщило об изменениях, и они перенесены' : 'Импорт закончен';
  return (
    <Notice tone="works" live="status" title={`${title}: ${momentText(appliedAt, now, timeZone)}`}>
      {done.length > 0 ? done.join(' ') : 'Менять было нечего.'}
    </Notice>
  );
}
