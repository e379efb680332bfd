import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { Timeline, TimelineItem } from '@/components/ui/timeline';
import type { Tone } from '@/components/ui/tone';
import { momentText } from '@/lib/core/text';
import { noticedTitle } from '@/lib/terminals/labels';
import type { NoticedEntry, Place } from '@/lib/terminals/history.rule';
import type { TerminalDetail } from '@/lib/terminals/model';

/** What somebody did, in words. */
export interface DoneLine extends Place {
  readonly type: 'DONE';
  readonly title: string;
  readonly by: string;
  readonly changes: readonly {
    readonly label: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

interface TerminalHistoryProps {
  terminal: Pick<TerminalDetail, 'id' | 'createdAt'>;
  lines: readonly (NoticedEntry | DoneLine)[];
  /** cursor of the older page */
  older: string | null;
  /** older pages lead back to the newest one */
  isNewest: boolean;
  moduleNames: ReadonlyMap<string, string>;
  now: Date;
  timeZone: string;
}

const tones: Readonly<Record<string, Tone>> = {
  OK: 'works',
  NEEDS_ATTENTION: 'attention',
  OFFLINE: 'failed',
};

export function TerminalHistory(props: TerminalHistoryProps) {
  const { terminal, lines, older, isNewest, moduleNames, now, timeZone } = props;
  const moment = (at: Date) => ({ time: momentText(at, now, timeZone), dateTime: at.toISOString() });
  const href = `/terminals/${terminal.id}`;
  return (
    <>
      {isNewest ? null : (
        <p className="mb-3">
          <Link href={`${href}#history`}>К новым записям</Link>
        </p>
      )}
      <Timeline label="История терминала">
        {lines.map((entry) =>
          entry.type === 'DONE' ? (
            <Done key={entry.id} entry={entry} {...moment(entry.at)} />
          ) : (
            <Noticed key={entry.id} {...{ entry, moduleNames }} {...moment(entry.at)} />
          ),
        )}
        {older ? null : <TimelineItem {...moment(terminal.createdAt)} title="Появилась в кабинете" />}
      </Timeline>
      {older ? (
        <Button size="small" href={`${href}?history=${older}#history`} className="mt-3">
          Показать ещё
        </Button>
      ) : null}
    </>
  );
}

function Noticed({
  entry,
  moduleNames,
  ...moment
}: {
  entry: NoticedEntry;
  moduleNames: ReadonlyMap<string, string>;
  time: string;
  dateTime: string;
}) {
  const isHealth = entry.kind === 'HEALTH';
  const name = moduleNames.get(entry.detail ?? '') ?? entry.detail ?? '';
  return (
    <TimelineItem
      {...moment}
      tone={isHealth ? tones[entry.after ?? ''] : undefined}
      title={noticedTitle(entry, name)}
    >
      {isHealth && entry.detail ? <p>{entry.detail}</p> : null}
    </TimelineItem>
  );
}

function Done({
  entry: { title, by, changes },
  ...moment
}: {
  entry: DoneLine;
  time: string;
  dateTime: string;
}) {
  return (
    <TimelineItem {...moment} title={title} by={by}>
      {changes.length > 0 ? (
        <ul className="grid gap-0.5">
          {changes.map(({ label, before, after }) => (
            <li key={label} className="wrap-anywhere">
              {label}:{' '}
              {before !== null && after !== null ? (
                <>
                  {before}
                  <span className="mx-1 inline-block align-[-2px]">
                    <Icon name="arrow-right" size={14} label="стало" />
                  </span>
                  {after}
                </>
              ) : (
                (after ?? `было ${before ?? ''}`)
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </TimelineItem>
  );
}
