import { SparkBars } from '@/components/ui/spark-bars';
import type { LocalDate } from '@/lib/core/local-date';
import { addMoney, formatMoney, type Kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';

const monthName = new Intl.DateTimeFormat('ru', { month: 'short', timeZone: 'UTC' });

const nameOf = (month: LocalDate) =>
  monthName
    .format(new Date(`${month}T00:00:00Z`))
    .replace('.', '')
    .slice(0, 3);

export function Spending({
  months,
}: {
  months: readonly { readonly month: LocalDate; readonly amount: Kopecks }[];
}) {
  const total = addMoney(...months.map((each) => each.amount));
  return (
    <SparkBars
      caption="Расходы по месяцам"
      summary={`${counted(months.length, ['месяц', 'месяца', 'месяцев'])}, ${formatMoney(total)}`}
      headings={{ label: 'Месяц', value: 'Списано' }}
      bars={months.map(({ month, amount }) => ({
        label: nameOf(month),
        value: Math.max(0, amount),
        text: formatMoney(amount),
      }))}
    />
  );
}
