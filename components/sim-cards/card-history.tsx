import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Timeline, TimelineItem } from '@/components/ui/timeline';
import { durationText, momentText } from '@/lib/core/text';
import type { LogEntry, StateEntry } from '@/lib/sim-cards/card/history.rule';
import type { HistoryPage } from '@/lib/sim-cards/card/queries';
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
  card: Pick<SimCardDetail, 'id' | 'createdAt' | 'order'>;
  history: HistoryPage;
  /** older pages lead back to the newest one */
  isNewest: boolean;
  now: Date;
  timeZone: string;
}

export function CardHistory({ card, history, isNewest, now, timeZone }: CardHistoryProps) {
  const moment = (at: Date) => ({ time: momentText(at, now, timeZone), dateTime: at.toISOString() });
  const href = `/sim-cards/${card.id}`;
  return (
    <>
      {isNewest ? null : (
        <p className="mb-3">
          <Link href={`${href}#history`}>К новым записям</Link>
        </p>
      )}
      <Timeline label="История карты">
        {history.entries.map((entry) =>
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
        {history.older ? null : (
          <TimelineItem
            {...moment(card.createdAt)}
            title={card.order ? `Получена по заказу №\u00a0${card.order.number}` : 'Добавлена в кабинет'}
          />
        )}
      </Timeline>
      {history.older ? (
        <Button size="small" href={`${href}?history=${history.older}#history`} className="mt-3">
          Показать ещё
        </Button>
      ) : null}
    </>
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
