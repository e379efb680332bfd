import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { roleNames } from '@/lib/access/messages';
import type { StaffRow } from '@/lib/access/queries';

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export function StaffTable({ rows }: { rows: readonly StaffRow[] }) {
  return (
    <Table caption="Сотрудники">
      <THead>
        <TH>Сотрудник</TH>
        <TH>Роль</TH>
        <TH>Магазины</TH>
        <TH>E-mail</TH>
      </THead>
      <TBody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD phone="lead" className="font-semibold wrap-anywhere">
              {row.name}
              {row.isYou ? <span className="font-normal text-ink-2"> — это вы</span> : null}
            </TD>
            <TD phone="aside">{capital(roleNames[row.role])}</TD>
            <TD phone="sub">{row.stores === null ? 'Все магазины' : row.stores.join(', ') || 'Ни одного'}</TD>
            <TD phone="main" className="wrap-anywhere">
              {row.email}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
