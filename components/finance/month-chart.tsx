import { SparkBars } from '@/components/ui/spark-bars';
import { formatMoney } from '@/lib/core/money';
import { counted, monthShort } from '@/lib/core/text';
import type { MonthTable } from '@/lib/subscriptions/forecast.rule';

export function MonthChart({
  table,
  caption,
  value,
  marked,
}: {
  table: Pick<MonthTable, 'months' | 'totals' | 'total'>;
  caption: string;
  /** heading of the sums when read out: «Спишется» */
  value: string;
  /** number of the month that stands out; the last one by default */
  marked?: number | undefined;
}) {
  return (
    <SparkBars
      caption={caption}
      summary={`${counted(table.months.length, ['месяц', 'месяца', 'месяцев'])}, ${formatMoney(table.total)}`}
      headings={{ label: 'Месяц', value }}
      marked={marked}
      bars={table.months.map((month, index) => ({
        label: monthShort(month),
        value: Math.max(0, table.totals[index] ?? 0),
        text: formatMoney(table.totals[index] ?? table.total),
      }))}
    />
  );
}
