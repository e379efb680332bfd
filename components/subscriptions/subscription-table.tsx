import { Badge } from '@/components/ui/badge';
import { CheckMark } from '@/components/ui/checkbox';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { periodNames } from '@/lib/catalog/model';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { dateInTable } from '@/lib/core/text';
import { decisionsFor } from '@/lib/subscriptions/decisions.rule';
import { stateLabel, subscriptionTitle } from '@/lib/subscriptions/labels';
import type { SubscriptionRow } from '@/lib/subscriptions/model';
import { SubscriptionActions } from './subscription-actions';
import { SubscriptionPicker } from './subscription-picker';

export interface SubscriptionTableProps {
  rows: readonly SubscriptionRow[];
  /** on all pages */
  total: number;
  mayManage: boolean;
  mayTopUp: boolean;
  balance: Kopecks;
}

export function SubscriptionTable({ rows, total, mayManage, mayTopUp, balance }: SubscriptionTableProps) {
  const withActions = mayManage && rows.some((row) => decisionsFor(row).length > 0);
  const withTicks = mayManage && rows.some((row) => row.state !== 'EXPIRED');
  const table = (
    <Table caption="Подписки">
      <THead>
        {withTicks ? (
          <TH className="w-11 p-0!">
            <CheckMark name="all" aria-label="Выбрать все подписки на странице" />
          </TH>
        ) : null}
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
            <TR key={row.id} className="has-checked:bg-accent-tint">
              {withTicks ? (
                <TD phone="select">
                  {row.state === 'EXPIRED' ? null : (
                    <CheckMark
                      name="subscription"
                      value={row.id}
                      aria-label={`Выбрать: ${subscriptionTitle(row)}`}
                    />
                  )}
                </TD>
              ) : null}
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
  if (!withTicks) return table;
  return (
    <SubscriptionPicker rows={rows} total={total} mayTopUp={mayTopUp}>
      {table}
    </SubscriptionPicker>
  );
}
