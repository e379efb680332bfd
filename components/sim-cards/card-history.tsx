import { Timeline, TimelineItem } from '@/components/ui/timeline';
import { durationText, momentText } from '@/lib/core/text';
import { type cardHistory, type LogEntry, type StateEntry } from '@/lib/sim-cards/card/history.rule';
import { logTitle } from '@/lib/sim-cards/card/labels';
import { stateWords } from '@/lib/sim-cards/labels';
import type { SimCardDetail, SimCardEventView } from '@/lib/sim-cards/model';
import { stateTones } from './state-badge';

/** A card that an operation has left where it was. */
const cameBack = ({ fromState, toState }: SimCardEventView): boolean =>
  (fromState === 'ACTIVATING' && toState !== 'ACTIVE') ||
  (fromState === 'DEACTIVATING' && toState === 'ACTIVE');

function title(event: SimCardEventView): string {
  if (!cameBack(event)) return stateWords[event.toState];
  const what = event.fromState === 'ACTIVATING' ? 'Не активирована' : 'Не отключена';
  return `${what}, снова «${stateWords[event.toState].toLowerCase()}»`;
}

const HOUR_MS = 3_600_000;

/** Of a state that lasted; a card that came straight back from where it was going says nothing. */
function stayed({ stayedMs, isCurrent }: StateEntry): string | null {
  if (stayedMs === null || stayedMs < HOUR_MS) return null;
  return isCurrent ? `Уже ${durationText(stayedMs)}` : `Продлилось ${durationText(stayedMs)}`;
}

interface CardHistoryProps {
  card: Pick<SimCardDetail, 'createdAt' | 'order'>;
  history: ReturnType<typeof cardHistory>;
  now: Date;
  timeZone: string;
}

export function CardHistory({ card, history, now, timeZone }: CardHistoryProps) {
  const moment = (at: Date) => ({ time: momentText(at, now, timeZone), dateTime: at.toISOString() });
  return (
    <Timeline label="История карты">
      {history.map((entry) =>
        entry.type === 'STATE' ? (
          <TimelineItem
            key={entry.id}
            {...moment(entry.at)}
            tone={cameBack(entry) ? 'failed' : stateTones[entry.toState]}
            title={title(entry)}
            by={entry.actorName}
          >
            <StateDetails entry={entry} />
          </TimelineItem>
        ) : (
          <LogItem key={entry.id} entry={entry} {...moment(entry.at)} />
        ),
      )}
      <TimelineItem
        {...moment(card.createdAt)}
        title={card.order ? `Получена по заказу №\u00a0${card.order.number}` : 'Добавлена в кабинет'}
      />
    </Timeline>
  );
}

function StateDetails({ entry }: { entry: StateEntry }) {
  const lasted = stayed(entry);
  return (
    <>
      {entry.reason ? <p>{entry.reason}</p> : null}
      {entry.durationMs === null ? null : <p>Оператору понадобилось {durationText(entry.durationMs)}</p>}
      {lasted ? <p>{lasted}</p> : null}
    </>
  );
}

const warnings: ReadonlySet<LogEntry['kind']> = new Set([
  'LIMIT_NEAR',
  'LIMIT_OVER',
  'DEVICE_CHANGED',
  'IMEI_LOCK_FAILED',
  'OPERATOR_UNKNOWN',
  'OPERATOR_ALIVE',
]);

function LogItem({ entry, time, dateTime }: { entry: LogEntry; time: string; dateTime: string }) {
  return (
    <TimelineItem
      time={time}
      dateTime={dateTime}
      title={logTitle(entry)}
      by={entry.actorName}
      tone={warnings.has(entry.kind) ? 'attention' : undefined}
    >
      {entry.kind === 'IMEI_LOCK_FAILED' && entry.after ? <p>{entry.after}</p> : null}
    </TimelineItem>
  );
}
