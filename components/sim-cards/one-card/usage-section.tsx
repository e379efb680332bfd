import { Notice } from '@/components/ui/notice';
import { SparkBars } from '@/components/ui/spark-bars';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { Link } from '@/components/ui/link';
import { dateInTable, dayAndMonth, momentText } from '@/lib/core/text';
import { monthText, ofLimitText, trafficText } from '@/lib/sim-cards/usage/labels';
import type { CardUsageView } from '@/lib/sim-cards/usage/model';
import { MEGABYTE } from '@/lib/sim-cards/usage/usage.rule';

interface UsageSectionProps {
  simCardId: string;
  usage: CardUsageView;
  /** the working hours of its store are known, so the card may be held off at night */
  hasHours: boolean;
  now: Date;
  timeZone: string;
}

/** Traffic of one month by days, and of a year by months; every chart has its table. */
export function UsageSection({ simCardId, usage, hasHours, now, timeZone }: UsageSectionProps) {
  const { days, months, limitMb, syncedAt } = usage;
  if (syncedAt === null) {
    return (
      <p className="text-ink-2">
        Оператор ещё не сообщил о трафике. Данные появятся сами, обычно в течение нескольких часов.
      </p>
    );
  }
  const name = monthText(usage.month);
  return (
    <div className="grid gap-6">
      <LimitNotice usage={usage} hasHours={hasHours} />
      <div>
        <SparkBars
          caption={`Трафик по дням, ${name}`}
          summary={`всего ${trafficText(usage.bytes)}`}
          headings={{ label: 'День', value: 'Трафик' }}
          named="peak"
          bars={days.map(({ day, bytes }) => ({
            label: String(Number(day.slice(8))),
            value: bytes,
            text: trafficText(bytes),
          }))}
        />
        <p className="mt-1 text-13 text-ink-2">Данные оператора на {momentText(syncedAt, now, timeZone)}</p>
      </div>
      <details>
        <summary className="w-fit cursor-pointer rounded-control py-1 text-ink-2 hover:text-ink touch:py-2.5">
          Таблица по дням
        </summary>
        <div className="mt-2 max-w-sm">
          <Table caption={`Трафик по дням, ${name}`}>
            <THead>
              <TH>День</TH>
              <TH align="end">Трафик</TH>
            </THead>
            <TBody>
              {[...days].reverse().map(({ day, bytes }) => (
                <TR key={day}>
                  <TD phone="main" className="tabular-nums">
                    <span className="max-md:hidden">{dateInTable(day)}</span>
                    <span className="md:hidden">{dayAndMonth(day)}</span>
                  </TD>
                  <TD phone="aside" align="end" className="tabular-nums">
                    {trafficText(bytes)}
                  </TD>
                </TR>
              ))}
            </TBody>
          </Table>
        </div>
      </details>
      <div className="max-w-xl">
        <Table caption="Трафик по месяцам">
          <THead>
            <TH>Месяц</TH>
            <TH align="end">Трафик</TH>
            <TH align="end">{limitMb === null ? '' : 'От лимита'}</TH>
          </THead>
          <TBody>
            {months.map(({ month, bytes }) => (
              <TR key={month} selected={month === usage.month}>
                <TD phone="main">
                  <Link
                    href={`/sim-cards/${simCardId}?month=${month.slice(0, 7)}`}
                    look="row"
                    stretched
                    aria-current={month === usage.month ? 'true' : undefined}
                  >
                    {monthText(month)}
                  </Link>
                </TD>
                <TD phone="aside" align="end" className="tabular-nums">
                  {trafficText(bytes)}
                </TD>
                <TD phone="sub" align="end" className="tabular-nums">
                  {limitMb === null ? null : `${Math.round((bytes / (limitMb * MEGABYTE)) * 100)} %`}
                </TD>
              </TR>
            ))}
          </TBody>
        </Table>
      </div>
    </div>
  );
}

function LimitNotice({ usage, hasHours }: { usage: CardUsageView; hasHours: boolean }) {
  const { level, limitMb, currentBytes, whenOver } = usage;
  if (level === 'NONE' || limitMb === null) return null;
  const share = ofLimitText(currentBytes, limitMb);
  if (level === 'NEAR') {
    return (
      <Notice tone="attention" title={`Скоро лимит: ${share}`}>
        Карта работает. Если касса тратит больше обычного, проверьте, не качает ли она обновления.
      </Notice>
    );
  }
  return (
    <Notice tone="attention" title={`Трафик больше лимита: ${share}`}>
      {whenOver === 'WARN'
        ? 'Карта работает: лимит только предупреждает.'
        : hasHours
          ? 'В рабочие часы карта работает. Когда магазин закрыт, она отключается и включается до открытия.'
          : 'Карта работает: часы работы магазина не указаны, поэтому отключать её нельзя.'}
    </Notice>
  );
}
