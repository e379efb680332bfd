import { Timeline, TimelineItem } from '@/components/ui/timeline';
import { durationText, momentText } from '@/lib/core/text';
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

export function CardHistory({ card, now, timeZone }: { card: SimCardDetail; now: Date; timeZone: string }) {
  return (
    <Timeline label="История карты">
      {card.history.map((event) => (
        <TimelineItem
          key={event.id}
          time={momentText(event.at, now, timeZone)}
          dateTime={event.at.toISOString()}
          tone={cameBack(event) ? 'failed' : stateTones[event.toState]}
          title={title(event)}
          by={event.actorName}
        >
          {event.reason ? <p>{event.reason}</p> : null}
          {event.durationMs === null ? null : <p>Оператору понадобилось {durationText(event.durationMs)}</p>}
        </TimelineItem>
      ))}
      <TimelineItem
        time={momentText(card.createdAt, now, timeZone)}
        dateTime={card.createdAt.toISOString()}
        title={card.order ? `Получена по заказу №\u00a0${card.order.number}` : 'Добавлена в кабинет'}
      />
    </Timeline>
  );
}
