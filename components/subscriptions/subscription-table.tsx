import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { periodNames } from '@/lib/catalog/model';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { dateInTable } from '@/lib/core/text';
import { decisionsFor } from '@/lib/subscriptions/decisions.rule';
import { stateLabel, subscriptionTitle } from '@/lib/subscriptions/labels';
import type { SubscriptionRow } from '@/lib/subscriptions/model';
import { SubscriptionActions } from './subscription-actions';

export interface SubscriptionTableProps {
  rows: readonly SubscriptionRow[];
  mayManage: boolean;
  mayTopUp: boolean;
  balance: Kopecks;
}

export function SubscriptionTable({ rows, mayManage, mayTopUp, balance }: SubscriptionTableProps) {
  const withActions = mayManage && rows.some((row) => decisionsFor(row).length > 0);
  return (
    <Table caption="Подписки">
      <THead>
        <TH>Подписка</TH>
        <TH>Состояние</TH>
        <TH>Период оплаты</TH>
        <TH>Оплачено до</TH>
        <TH align="end">Следующее списание</TH>
        <TH wide>Магазин</TH>
        {withActions ? (
          <TH className="w-11">
            <span className="sr-only">Действия</span>
          </TH>
        ) : null}
      </THead>
      <TBody>
        {rows.map((row) => {
          const state = stateLabel(row);
          return (
            <TR key={row.id}>
              <TD phone="main" className="md:max-w-72">
                <Link href={`/subscriptions/${row.id}`} look="row" stretched>
                  <span className="md:line-clamp-2">{subscriptionTitle(row)}</span>
                </Link>
                {row.subject.place ? (
                  <span className="text-13 text-ink-2 max-md:hidden md:line-clamp-1">
                    {row.subject.place}
                  </span>
                ) : null}
              </TD>
              <TD phone="lead">
                <Badge tone={state.tone} note={state.note}>
                  {state.text}
                </Badge>
              </TD>
              <TD>
                {periodNames[row.period]}
                {row.pendingPeriod && row.state !== 'EXPIRED' ? (
                  <span className="block text-13 text-ink-2">
                    с {dateInTable(row.periodEnd)} — {periodNames[row.pendingPeriod]}
                  </span>
                ) : null}
              </TD>
              <TD phone="aside" className="tabular-nums">
                <span className="md:hidden">до </span>
                {dateInTable(row.periodEnd)}
              </TD>
              <TD phone="sub" align="end" className="tabular-nums">
                {row.subject.place ? <span className="md:hidden">{row.subject.place} · </span> : null}
                {row.nextCharge ? (
                  <>
                    {formatMoney(row.nextCharge.amount)}
                    <span className="text-13 text-ink-2 max-md:hidden md:block">
                      {' '}
                      {dateInTable(row.nextCharge.on)}
                    </span>
                  </>
                ) : (
                  <span className="text-ink-3">—</span>
                )}
              </TD>
              <TD wide>
                <span className="line-clamp-2">{row.subject.storeName ?? '—'}</span>
              </TD>
              {withActions ? (
                <TD className="relative z-1">
                  <SubscriptionActions look="menu" subscription={row} balance={balance} mayTopUp={mayTopUp} />
                </TD>
              ) : null}
            </TR>
          );
        })}
      </TBody>
    </Table>
  );
}
