import { Figure, FigureRow } from '@/components/ui/figure';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { dateInText } from '@/lib/core/text';
import type { SettledDay } from '@/lib/subscriptions/forecast.rule';

/** How long the money on the account lasts; undefined: nothing is charged. */
function lasting(days: readonly SettledDay[], today: LocalDate, card: string | null): string | undefined {
  if (days.length === 0) return undefined;
  const short = days.find(({ missing, fromCard }) => missing > 0 || fromCard > 0);
  if (!short) return 'Хватит на 12 месяцев';
  if (short.date === today) {
    return card ? `Недостающее спишется с карты ${card}` : 'На сегодняшние списания не хватает';
  }
  const until = `Хватит до ${dateInText(short.date)}`;
  return card ? `${until}, дальше с карты ${card}` : until;
}

export function MoneyFigures({
  balance,
  today,
  days,
  week,
  month,
  year,
  card,
}: {
  balance: Kopecks;
  today: LocalDate;
  days: readonly SettledDay[];
  week: Kopecks;
  month: Kopecks;
  year: Kopecks;
  card: string | null;
}) {
  return (
    <FigureRow>
      <Figure label="На лицевом счёте" value={formatMoney(balance)} note={lasting(days, today, card)} />
      <Figure label="Спишется за 7 дней" value={formatMoney(week)} href="/finance/calendar#days" />
      <Figure label="Спишется за 30 дней" value={formatMoney(month)} href="/finance/calendar#days" />
      <Figure label="По календарю на 12 месяцев" value={formatMoney(year)} href="/finance/calendar" />
    </FigureRow>
  );
}
