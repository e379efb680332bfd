import { Badge } from '@/components/ui/badge';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { periodNames } from '@/lib/catalog/model';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney } from '@/lib/core/money';
import { counted, dateInTable, dayAndMonth } from '@/lib/core/text';
import { subscriptionForms } from '@/lib/subscriptions/labels';
import type { ChargeLine, SettledDay } from '@/lib/subscriptions/forecast.rule';

const NAMED = 2;

/** «Центр, Камчатка и ещё 3 магазина» */
function placesOf({ stores }: ChargeLine): string {
  const names = stores.map((name) => name ?? 'без магазина');
  if (names.length <= NAMED + 1) return names.join(', ');
  const rest = counted(names.length - NAMED, ['магазин', 'магазина', 'магазинов']);
  return `${names.slice(0, NAMED).join(', ')} и ещё ${rest}`;
}

/** Days with charges: what for, how much, and what is left on the account then. */
export function ChargeDays({
  days,
  caption,
  account,
  firstShort,
}: {
  days: readonly SettledDay[];
  caption: string;
  /** the days are those of the whole organization, so the rest on the account is true */
  account: boolean;
  /** the first day of all that lacks money: it stands out */
  firstShort: LocalDate | null;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <TH>Дата</TH>
        <TH>За что</TH>
        <TH align="end">Спишется</TH>
        {account ? <TH align="end">Останется на счёте</TH> : null}
      </THead>
      <TBody>
        {days.map((day) => (
          <TR key={day.date}>
            <TD phone="lead" className="font-semibold whitespace-nowrap tabular-nums md:font-normal">
              <span className="max-md:hidden">{dateInTable(day.date)}</span>
              <span className="md:hidden">{dayAndMonth(day.date)}</span>
            </TD>
            <TD phone="main">
              <ul>
                {day.lines.map((line) => (
                  <li key={`${line.planName} ${line.period}`} className="flex flex-wrap gap-x-2">
                    <span>
                      {line.planName}, {periodNames[line.period]}
                    </span>
                    <span className="text-ink-2 tabular-nums">
                      {line.count > 1
                        ? `${counted(line.count, subscriptionForms.nominative)} по\u00a0${formatMoney(line.price)}`
                        : formatMoney(line.price)}
                    </span>
                    <span className="wrap-anywhere text-ink-2">{placesOf(line)}</span>
                  </li>
                ))}
              </ul>
            </TD>
            <TD phone="aside" align="end" className="font-semibold text-ink! tabular-nums">
              {formatMoney(day.amount)}
            </TD>
            {account ? (
              <TD phone="sub" align="end" className="tabular-nums">
                {day.missing === 0 ? <span className="md:hidden">На счёте останется </span> : null}
                <Rest day={day} isFirst={day.date === firstShort} />
              </TD>
            ) : null}
          </TR>
        ))}
      </TBody>
    </Table>
  );
}

function Rest({ day, isFirst }: { day: SettledDay; isFirst: boolean }) {
  if (day.missing > 0) {
    const words = `не хватит ${formatMoney(day.missing)}`;
    return isFirst ? <Badge tone="attention">{words}</Badge> : <span className="text-ink-2">{words}</span>;
  }
  return (
    <>
      {formatMoney(day.left)}
      {day.fromCard > 0 ? (
        <span className="block text-13 text-ink-2">с карты {formatMoney(day.fromCard)}</span>
      ) : null}
    </>
  );
}
