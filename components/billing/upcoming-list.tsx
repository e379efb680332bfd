import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { addMoney, formatMoney } from '@/lib/core/money';
import { counted, dateInText } from '@/lib/core/text';
import { subscriptionForms } from '@/lib/subscriptions/labels';
import type { UpcomingCharge } from '@/lib/subscriptions/model';

export function UpcomingList({ charges }: { charges: readonly UpcomingCharge[] }) {
  return (
    <DefinitionList look="sums" className="max-w-xl">
      {charges.map((charge) => (
        <Sum
          key={charge.date}
          term={
            <>
              {dateInText(charge.date)},{' '}
              <span className="text-ink-2">{counted(charge.count, subscriptionForms.nominative)}</span>
            </>
          }
        >
          {formatMoney(charge.amount)}
        </Sum>
      ))}
      <Sum term="Всего за 30 дней" total>
        {formatMoney(addMoney(...charges.map((charge) => charge.amount)))}
      </Sum>
    </DefinitionList>
  );
}
