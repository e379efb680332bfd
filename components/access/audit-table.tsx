import { Icon } from '@/components/ui/icon';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';

export interface AuditLine {
  readonly id: string;
  readonly dateTime: string;
  /** «сегодня, 14:05» */
  readonly time: string;
  readonly who: string;
  readonly isPerson: boolean;
  /** where the person came from; null: not known */
  readonly ip: string | null;
  readonly what: string;
  readonly object: string;
  /** page of the object; null: it has none */
  readonly href: string | null;
  /** the journal of this object alone; null: it is about none */
  readonly historyHref: string | null;
  readonly changes: readonly {
    readonly label: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

function Changes({ changes }: Pick<AuditLine, 'changes'>) {
  if (changes.length === 0) return null;
  return (
    <ul className="grid gap-0.5">
      {changes.map(({ label, before, after }) => (
        <li key={label} className="wrap-anywhere">
          <span className="text-ink-2">{label}: </span>
          {before !== null && after !== null ? (
            <>
              {before}
              <span className="mx-1 inline-block align-[-2px] text-ink-2">
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
  );
}

export function AuditTable({ lines }: { lines: readonly AuditLine[] }) {
  return (
    <Table caption="Журнал действий">
      <THead>
        <TH>Когда</TH>
        <TH>Кто</TH>
        <TH>Что</TH>
        <TH>С чем</TH>
        <TH>Что изменилось</TH>
      </THead>
      <TBody>
        {lines.map((line) => (
          <TR key={line.id}>
            <TD phone="aside" className="whitespace-nowrap">
              <time dateTime={line.dateTime}>{line.time}</time>
            </TD>
            <TD className={line.isPerson ? undefined : 'text-ink-2'}>
              {line.who}
              {line.ip ? <span className="block text-13 text-ink-2">{line.ip}</span> : null}
            </TD>
            <TD phone="lead" className="font-semibold">
              {line.what}
            </TD>
            <TD phone="main" className="wrap-anywhere">
              {line.href && line.object ? (
                <Link href={line.href} className="inline-block py-0.5">
                  {line.object}
                </Link>
              ) : (
                line.object
              )}
              {line.historyHref && line.object ? (
                <Link
                  href={line.historyHref}
                  look="row"
                  className="block w-fit py-1 text-13 font-normal text-ink-2 max-md:hidden"
                  aria-label={`Все записи: ${line.object}`}
                >
                  все записи
                </Link>
              ) : null}
              <span className="block text-ink-2 md:hidden">{line.who}</span>
            </TD>
            <TD phone="sub">
              <Changes changes={line.changes} />
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
