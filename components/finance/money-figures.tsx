import { Figure, FigureRow } from '@/components/ui/figure';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import type { SettledDay } from '@/lib/subscriptions/forecast.rule';

/** How long the money on the account lasts; null: nothing is charged. */
function lasting(days: readonly SettledDay[], card: string | null): string | null {
  if (days.length === 0) return null;
  const short = days.find(({ missing, fromCard }) => missing > 0 || fromCard > 0);
  if (!short) return 'Хватит на 12 месяцев';
  const until = `Хватит до ${dateInText(short.date)}`;
  return card ? `${until}, дальше с карты ${card}` : until;
}

export function MoneyFigures({
  balance,
  days,
  week,
  month,
  year,
  card,
}: {
  balance: Kopecks;
  days: readonly SettledDay[];
  week: Kopecks;
  month: Kopecks;
  year: Kopecks;
  card: string | null;
}) {
  const words = lasting(days, card);
  return (
    <FigureRow>
      <Figure
        label="На лицевом счёте"
        value={formatMoney(balance)}
        lines={words ? [{ value: '', label: words }] : undefined}
      />
      <Figure label="Спишется за 7 дней" value={formatMoney(week)} href="/finance/calendar#days" />
      <Figure label="Спишется за 30 дней" value={formatMoney(month)} href="/finance/calendar#days" />
      <Figure label="По календарю на 12 месяцев" value={formatMoney(year)} href="/finance/calendar" />
    </FigureRow>
  );
}
