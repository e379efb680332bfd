import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { periodNames } from '@/lib/catalog/model';
import { formatMoney } from '@/lib/core/money';
import { counted, dateInTable, dateInText } from '@/lib/core/text';
import { subscriptionForms } from '@/lib/subscriptions/labels';
import type { Outlook, OutlookEvent } from '@/lib/subscriptions/outlook.rule';

/** So many lines are read; a year of a large chain has more. */
const MOST = 60;

const endReasons = {
  STOPPED: 'закончится: продление остановлено',
  UNPAID: 'закончится: денег так и не хватило',
  MISSED: 'закончится: оплачивать уже нечего',
} as const;

function eventText(event: OutlookEvent): string {
  if (event.kind === 'ENDED') return endReasons[event.reason];
  if (event.kind === 'UNPAID') return `не хватит денег, проработает до ${dateInTable(event.worksUntil)}`;
  if (event.before) return `${periodNames[event.period]} вместо ${periodNames[event.before]}`;
  return `продлится, ${periodNames[event.period]}`;
}

const tones = { CHARGED: 'works', UNPAID: 'attention', ENDED: 'off' } as const;
const names = { CHARGED: 'Списание', UNPAID: 'Долг', ENDED: 'Конец' } as const;

/** What the renewal will do by itself, as a table by date, with what remains on the account. */
export function OutlookList({ outlook, period }: { outlook: Outlook; period: string }) {
  const { events, charged, left, shortage } = outlook;
  if (events.length === 0) {
    return <p className="text-ink-2">С подписками за {period} ничего не произойдёт.</p>;
  }
  return (
    <div className="grid gap-4">
      {shortage ? (
        <Notice
          tone="attention"
          title={`${dateInText(shortage.on)} не хватит ${formatMoney(shortage.missing)}`}
        >
          Подписки проработают ещё 5 дней после оплаченного срока и, если денег не прибавится, закончатся.
        </Notice>
      ) : null}
      <Table caption={`Что произойдёт за ${period}`}>
        <THead>
          <TH>Когда</TH>
          <TH>Что</TH>
          <TH>Подписки</TH>
          <TH align="end">Сумма</TH>
        </THead>
        <TBody>
          {events.slice(0, MOST).map((event, index) => (
            <TR key={`${event.on}-${String(index)}`}>
              <TD phone="lead" className="whitespace-nowrap text-ink-2 tabular-nums">
                {dateInTable(event.on)}
              </TD>
              <TD phone="sub">
                <Badge tone={tones[event.kind]}>{names[event.kind]}</Badge>
              </TD>
              <TD phone="main">
                {event.planName}: {counted(event.count, subscriptionForms.nominative)},{' '}
                <span className="text-ink-2">{eventText(event)}</span>
              </TD>
              <TD phone="aside" align="end" className="tabular-nums">
                {event.kind === 'ENDED' ? null : formatMoney(event.amount)}
              </TD>
            </TR>
          ))}
        </TBody>
      </Table>
      {events.length > MOST ? (
        <p className="text-ink-2">
          И ещё {counted(events.length - MOST, ['строка', 'строки', 'строк'])}: выберите срок короче, чтобы
          увидеть все.
        </p>
      ) : null}
      <p>
        Спишется {formatMoney(charged)}, на счёте останется {formatMoney(left)}.{' '}
        <span className="text-ink-2">
          Считаем по деньгам, которые есть на счёте сейчас: будущие пополнения и списания с карты не учтены.
        </span>
      </p>
    </div>
  );
}
