'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Row, RowList } from '@/components/ui/row-list';
import { endOtherSessions, endSession } from '@/lib/access/actions';

export interface SessionLine {
  readonly id: string;
  /** «Chrome на Windows» */
  readonly device: string;
  /** «эта же сеть» */
  readonly place: string;
  /** «сегодня, 14:05» */
  readonly seen: string;
  readonly since: string;
  readonly isThis: boolean;
}

export function SessionList({ sessions }: { sessions: readonly SessionLine[] }) {
  const one = useAction(endSession, { done: 'Вход завершён' });
  const others = useAction(endOtherSessions, { done: 'Все другие входы завершены' });
  const pending = one.pending || others.pending;
  return (
    <div className="grid gap-4">
      <RowList label="Входы">
        {sessions.map(({ id, device, place, seen, since, isThis }) => (
          <Row
            key={id}
            lead={<span className="font-semibold">{device}</span>}
            aside={isThis ? 'этот вход' : seen}
            action={
              isThis ? null : (
                <Button
                  size="small"
                  variant="quiet"
                  disabled={pending}
                  aria-label={`Завершить вход: ${device}, ${seen}`}
                  onClick={() => one.run({ sessionId: id })}
                >
                  Завершить
                </Button>
              )
            }
          >
            <span className="block text-13 text-ink-2">
              {place}; вход {since}
            </span>
          </Row>
        ))}
      </RowList>
      {sessions.length > 1 ? (
        <div>
          <Button pending={others.pending} pendingLabel="Завершаем…" onClick={() => others.run({})}>
            Завершить все другие
          </Button>
        </div>
      ) : null}
    </div>
  );
}
