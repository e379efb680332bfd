import { CheckMark } from '@/components/ui/checkbox';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import type { TerminalSettingRow } from '@/lib/receipts/model';
import { ReadinessBadge } from './readiness-badge';
import { SourcedAddress, SourcedMode } from './sourced-value';

export function TerminalsTable({
  rows,
  selectable,
}: {
  rows: readonly TerminalSettingRow[];
  /** rows can be ticked; what is ticked is the business of TerminalPicker around */
  selectable: boolean;
}) {
  return (
    <Table caption="Кассы и отправка чеков">
      <THead>
        {selectable ? (
          <TH className="w-11 p-0!">
            <CheckMark name="all" aria-label="Выбрать все кассы на странице" />
          </TH>
        ) : null}
        <TH>Касса</TH>
        <TH>Готовность</TH>
        <TH>Что делать с чеком</TH>
        <TH>Адрес по умолчанию</TH>
        <TH wide>EvotorPOS</TH>
      </THead>
      <TBody>
        {rows.map((row) => (
          <TR key={row.id}>
            {selectable ? (
              <TD phone="select">
                <CheckMark name="terminal" value={row.id} aria-label={`Выбрать кассу ${row.name}`} />
              </TD>
            ) : null}
            <TD phone="main">
              <Link href={`/receipts/terminals/${row.id}`} look="row" stretched>
                {row.name}
              </Link>
              <span className="block text-13 text-ink-2">{row.storeName}</span>
            </TD>
            <TD phone="lead">
              <ReadinessBadge readiness={row.readiness} />
            </TD>
            <TD phone="sub">
              <SourcedMode setting={row.setting} />
            </TD>
            <TD>
              <SourcedAddress setting={row.setting} />
            </TD>
            <TD wide>{row.posVersion ?? 'неизвестна'}</TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
