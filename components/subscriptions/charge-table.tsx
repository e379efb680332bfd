import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { periodNames } from '@/lib/catalog/model';
import { formatMoney } from '@/lib/core/money';
import { dateInTable, momentText } from '@/lib/core/text';
import type { SubscriptionCharge } from '@/lib/subscriptions/model';

export function ChargeTable({
  charges,
  now,
  timeZone,
}: {
  charges: readonly SubscriptionCharge[];
  now: Date;
  timeZone: string;
}) {
  return (
    <Table caption="Списания по подписке">
      <THead>
        <TH>Когда</TH>
        <TH>За период</TH>
        <TH>Период оплаты</TH>
        <TH>Кто</TH>
        <TH align="end">Сумма</TH>
      </THead>
      <TBody>
        {charges.map((charge) => (
          <TR key={charge.id}>
            <TD phone="lead" className="text-ink-2 tabular-nums">
              {momentText(charge.at, now, timeZone)}
            </TD>
            <TD phone="main" className="tabular-nums">
              с {dateInTable(charge.periodStart)} до {dateInTable(charge.periodEnd)}
            </TD>
            <TD>{periodNames[charge.period]}</TD>
            <TD phone="sub">{charge.actorName}</TD>
            <TD phone="aside" align="end" className="tabular-nums">
              {formatMoney(charge.amount)}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
