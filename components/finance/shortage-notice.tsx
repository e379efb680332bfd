import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { topUpHref, topUpSum } from '@/lib/billing/labels';
import type { LocalDate } from '@/lib/core/local-date';
import { formatMoney } from '@/lib/core/money';
import { dayAndMonth } from '@/lib/core/text';
import type { SettledDay } from '@/lib/subscriptions/forecast.rule';

const topUpWords = (missing: SettledDay['missing']) => `Пополнить на ${formatMoney(topUpSum(missing))}`;

/** Says what the account lacks for the coming charges and by which day, or what autopay takes from the card. */
export function ShortageNotice({
  days,
  today,
  card,
  mayTopUp,
}: {
  /** the coming days with charges that are worth a warning */
  days: readonly SettledDay[];
  today: LocalDate;
  /** name of the card of autopay */
  card: string | null;
  mayTopUp: boolean;
}) {
  const short = days.find(({ missing }) => missing > 0);
  const byCard = days.find(({ fromCard }) => fromCard > 0);
  if (short) {
    const overdue = short.date === today;
    const all = days.at(-1) ?? short;
    return (
      <Notice
        tone="attention"
        className="mb-6"
        title={
          overdue
            ? `На подписки, срок которых подошёл, не хватает ${formatMoney(short.missing)}`
            : `Не хватит ${formatMoney(short.missing)} ${dayAndMonth(short.date)}`
        }
        action={
          mayTopUp ? <Button href={topUpHref(short.missing)}>{topUpWords(short.missing)}</Button> : null
        }
      >
        {overdue
          ? 'Они работают ещё 5 дней после оплаченного срока. После пополнения оплатятся сами.'
          : 'Если денег не хватит, подписки проработают ещё 5 дней, потом остановятся.'}
        {all.missing > short.missing ? (
          <span className="mt-1 block">
            На все списания до {dayAndMonth(all.date)} не хватает {formatMoney(all.missing)}
            {mayTopUp ? (
              <>
                {': '}
                <Link href={topUpHref(all.missing)}>{topUpWords(all.missing).toLowerCase()}</Link>
              </>
            ) : null}
            .
          </span>
        ) : null}
      </Notice>
    );
  }
  if (byCard && card) {
    const when = byCard.date === today ? 'Сегодня' : dayAndMonth(byCard.date);
    return (
      <Notice className="mb-6" title={`${when} с карты ${card} спишется ${formatMoney(byCard.fromCard)}`}>
        Столько не хватит на лицевом счёте. Если пополнить его раньше, карта не понадобится.
      </Notice>
    );
  }
  return null;
}
