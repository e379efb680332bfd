import { Button } from '@/components/ui/button';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/money';
import { dateInTable } from '@/lib/core/text';
import { actName, monthName } from '@/lib/invoicing/labels';
import type { ActRow } from '@/lib/invoicing/model';

export function ActTable({ acts }: { acts: readonly ActRow[] }) {
  return (
    <Table caption="Акты">
      <THead>
        <TH>Акт</TH>
        <TH>За месяц</TH>
        <TH align="end">Сумма</TH>
        <TH align="end">Файл</TH>
      </THead>
      <TBody>
        {acts.map((act) => (
          <TR key={act.id}>
            <TD phone="main">
              <span className="font-semibold">{actName(act.number)}</span>
              <span className="block text-13 text-ink-2">от {dateInTable(act.issuedOn)}</span>
            </TD>
            <TD phone="lead">{monthName(act.month)}</TD>
            <TD phone="aside" align="end" className="tabular-nums">
              {formatMoney(act.amount)}
            </TD>
            <TD phone="sub" align="end">
              <Button
                plain
                size="small"
                icon="download"
                href={`/finance/acts/${act.id}/pdf`}
                aria-label={`Скачать PDF: ${actName(act.number)}`}
              >
                PDF
              </Button>
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
