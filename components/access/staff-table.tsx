import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { roleLabel, storesWords } from '@/lib/access/people/labels';
import type { StaffRow } from '@/lib/access/people/model';
import { PersonActions } from './person-actions';
import type { StoreChoice } from './rights-fields';

export interface StaffTableProps {
  rows: readonly StaffRow[];
  stores: readonly StoreChoice[];
  mayManage: boolean;
}

export function StaffTable({ rows, stores, mayManage }: StaffTableProps) {
  return (
    <Table caption="Сотрудники">
      <THead>
        <TH>Сотрудник</TH>
        <TH>Роль</TH>
        <TH>Магазины</TH>
        <TH>E-mail</TH>
        {mayManage ? (
          <TH>
            <span className="sr-only">Действия</span>
          </TH>
        ) : null}
      </THead>
      <TBody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD phone="lead" className="font-semibold wrap-anywhere">
              {row.name}
              {row.isYou ? <span className="font-normal text-ink-2"> — это вы</span> : null}
              <span className="block font-normal text-ink-2 md:hidden">{roleLabel(row.role)}</span>
            </TD>
            <TD className="max-md:hidden">{roleLabel(row.role)}</TD>
            <TD phone="sub" className="wrap-anywhere">
              {storesWords(row.stores)}
            </TD>
            <TD phone="main" className="wrap-anywhere">
              {row.email}
            </TD>
            {mayManage ? (
              <TD phone="aside" align="end">
                <PersonActions person={row} stores={stores} />
              </TD>
            ) : null}
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
