import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tone';
import { cancellationText } from '@/lib/billing/messages';
import type { AutopayCharge, PaymentState } from '@/lib/billing/model';
import { formatMoney } from '@/lib/core/money';
import { momentText } from '@/lib/core/text';

const states: Record<PaymentState, { tone: Tone; text: string }> = {
  CREATED: { tone: 'waits', text: 'Ждём платёжную систему' },
  PENDING: { tone: 'waits', text: 'Проводится' },
  SUCCEEDED: { tone: 'works', text: 'Списано' },
  CANCELLED: { tone: 'failed', text: 'Не прошёл' },
};

export function AutopayCharges({
  charges,
  now,
  timeZone,
}: {
  charges: readonly AutopayCharge[];
  now: Date;
  timeZone: string;
}) {
  return (
    <Table caption="Последние автоплатежи">
      <THead>
        <TH>Когда</TH>
        <TH>Состояние</TH>
        <TH>На что</TH>
        <TH align="end">Сумма</TH>
      </THead>
      <TBody>
        {charges.map((charge) => (
          <TR key={charge.id}>
            <TD phone="lead" className="whitespace-nowrap tabular-nums">
              <Link href={`/finance/top-up/${charge.id}`}>{momentText(charge.createdAt, now, timeZone)}</Link>
            </TD>
            <TD phone="main">
              <Badge
                tone={states[charge.state].tone}
                note={charge.state === 'CANCELLED' ? cancellationText(charge.cancellationReason) : null}
              >
                {states[charge.state].text}
              </Badge>
            </TD>
            <TD phone="sub" className="wrap-anywhere">
              {charge.purpose}
            </TD>
            <TD phone="aside" align="end" className="tabular-nums">
              {formatMoney(charge.amount)}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
