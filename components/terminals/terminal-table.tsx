import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { dateInTable } from '@/lib/core/text';
import { ofdModeNames, type TerminalRow } from '@/lib/terminals/model';
import { storeMoment } from '@/lib/terminals/labels';
import type { TerminalSort } from '@/lib/terminals/filter.rule';
import { HealthBadge } from './health-badge';
import { TerminalTick, TickAll } from './terminal-tick';

export interface TerminalTableProps {
  rows: readonly TerminalRow[];
  selectable: boolean;
  sort: TerminalSort;
  descending: boolean;
  /** address of the list sorted so */
  sortHref: (sort: string) => string;
  /** `?store=…` that links keep, or nothing */
  query: string;
  now: Date;
  timeZone: string;
}

export function TerminalTable(props: TerminalTableProps) {
  const { rows, selectable, query, now, timeZone } = props;
  const sorted = (by: TerminalSort) => ({
    sort: props.sort !== by ? ('none' as const) : props.descending ? ('desc' as const) : ('asc' as const),
    sortHref: props.sortHref(props.sort === by && !props.descending ? `-${by}` : by),
  });
  return (
    <Table caption="Терминалы">
      <THead>
        {selectable ? (
          <TH className="w-11 p-0!">
            <TickAll ids={rows.map(({ id }) => id)} />
          </TH>
        ) : null}
        <TH {...sorted('name')}>Терминал</TH>
        <TH>Состояние</TH>
        <TH wide>Магазин</TH>
        <TH>EvotorPOS</TH>
        <TH wide>Связь с ОФД</TH>
        <TH {...sorted('drive')} wide>
          ФН до
        </TH>
        <TH {...sorted('seen')}>На связи</TH>
      </THead>
      <TBody>
        {rows.map((row) => (
          <TR key={row.id} className="has-checked:bg-accent-tint">
            {selectable ? (
              <TD phone="select">
                <TerminalTick id={row.id} name={row.name} />
              </TD>
            ) : null}
            <TD phone="main">
              <Link href={`/terminals/${row.id}${query}`} look="row" stretched>
                {row.name}
              </Link>
              <span className="block text-13 text-ink-2 md:whitespace-nowrap">
                {row.model} · <span className="font-mono">{row.serialNumber}</span>
              </span>
            </TD>
            <TD phone="lead">
              <HealthBadge health={row.health} reasons={row.reasons} />
            </TD>
            <TD phone="sub" wide>
              {row.storeName}
            </TD>
            <TD>{row.posVersion ?? 'неизвестна'}</TD>
            <TD wide>{ofdModeNames[row.ofdMode]}</TD>
            <TD wide className="tabular-nums">
              {row.fiscalDriveExpiresOn ? dateInTable(row.fiscalDriveExpiresOn) : 'не указан'}
            </TD>
            <TD phone="aside" className="tabular-nums">
              {row.lastSeenAt ? storeMoment(row.lastSeenAt, now, row.storeTimeZone, timeZone) : 'ещё не было'}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
