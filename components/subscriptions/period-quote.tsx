import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { topUpHref } from '@/lib/billing/labels';
import { formatMoney, kopecks } from '@/lib/core/money';
import { counted, dateInText } from '@/lib/core/text';
import type { quotePeriodChange } from '@/lib/subscriptions/actions';
import { periodText, unfitTexts } from '@/lib/subscriptions/labels';

export type Quote = Extract<Awaited<ReturnType<typeof quotePeriodChange>>, { ok: true }>['value'];

const days = (count: number) => counted(count, ['день', 'дня', 'дней']);

export const missingFor = (quote: Quote) => kopecks(Math.max(0, quote.total - quote.balance));

/** What a change of period now costs and why, as it will be charged. */
export function PeriodQuoteView({ quote, mayTopUp }: { quote: Quote; mayTopUp: boolean }) {
  const missing = missingFor(quote);
  const [line, ...others] = quote.lines;
  if (!line) return null;
  return (
    <div className="mt-5" aria-live="polite">
      <DefinitionList look="sums">
        {others.length === 0 ? (
          <>
            <Sum term={`Период ${periodText(line)}, осталось ${days(line.newDaysLeft)}`}>
              {formatMoney(line.cost)}
            </Sum>
            <Sum term={`Зачёт оплаченных раньше, осталось ${days(line.oldDaysLeft)}`}>
              {formatMoney(kopecks(0 - line.credit))}
            </Sum>
          </>
        ) : (
          quote.lines.map((each) => (
            <Sum key={each.subscriptionId} term={`${each.name}, до ${dateInText(each.end)}`}>
              {formatMoney(each.amount)}
            </Sum>
          ))
        )}
        <Sum
          term="К оплате сейчас"
          total
          note={
            missing > 0
              ? undefined
              : `На счёте останется ${formatMoney(kopecks(quote.balance - quote.total))}`
          }
        >
          {formatMoney(quote.total)}
        </Sum>
      </DefinitionList>
      {others.length === 0 ? (
        <p className="mt-3 text-ink-2">
          Будет оплачено до {dateInText(line.end)}, сейчас оплачено до {dateInText(line.paidUntil)}. День
          списания не сдвинется. Сумма действует 15 минут.
        </p>
      ) : (
        <p className="mt-3 text-ink-2">Дни списания не сдвинутся. Сумма действует 15 минут.</p>
      )}
      {quote.unfit.length > 0 ? (
        <Notice tone="attention" className="mt-4" title={`Не изменятся: ${quote.unfit.length}`}>
          <ul>
            {quote.unfit.map(({ id, name, code }) => (
              <li key={id}>
                {name}: {unfitTexts[code]}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {missing > 0 ? (
        <Notice
          tone="attention"
          className="mt-4"
          title={`На счёте не хватает ${formatMoney(missing)}`}
          action={
            mayTopUp ? (
              <Button size="small" href={topUpHref(missing)}>
                Пополнить счёт
              </Button>
            ) : null
          }
        >
          {mayTopUp ? null : 'Счёт пополняют владелец и бухгалтер.'}
        </Notice>
      ) : null}
    </div>
  );
}
