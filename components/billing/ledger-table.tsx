import { cx } from '@/components/ui/cx';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import type { LedgerLine } from '@/lib/billing/model';
import { formatMoney } from '@/lib/core/money';
import { momentText } from '@/lib/core/text';

export function LedgerTable({
  lines,
  now,
  timeZone,
}: {
  lines: readonly LedgerLine[];
  now: Date;
  timeZone: string;
}) {
  return (
    <Table caption="Движения по лицевому счёту">
      <THead>
        <TH>Когда</TH>
        <TH>За что</TH>
        <TH>Кто</TH>
        <TH align="end">Сумма</TH>
      </THead>
      <TBody>
        {lines.map((line) => (
          <TR key={line.id}>
            <TD phone="lead" className="whitespace-nowrap text-ink-2 tabular-nums">
              {momentText(line.occurredAt, now, timeZone)}
            </TD>
            <TD phone="main">{line.description}</TD>
            <TD phone="sub" className="md:max-w-56">
              <span className="line-clamp-2">{line.actorName}</span>
            </TD>
            <TD phone="aside" align="end" className={cx('tabular-nums', line.amount > 0 && 'text-works')}>
              {line.amount > 0 ? '+' : ''}
              {formatMoney(line.amount)}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
