import { Figure, type FigureLine, FigureRow } from '@/components/ui/figure';
import { formatMoney } from '@/lib/core/money';
import { dayAndMonth } from '@/lib/core/text';
import { statusLabels } from '@/lib/receipts/labels';
import type { ReceiptStatus } from '@/lib/receipts/model';
import { stateWords } from '@/lib/sim-cards/labels';
import { type SimCardState, simCardStates } from '@/lib/sim-cards/model';
import type { UpcomingCharge } from '@/lib/subscriptions/model';
import { type Health, healthNames, healthStates } from '@/lib/terminals/model';

export interface FiguresProps {
  readonly terminals: Readonly<Record<Health | 'total', number>>;
  readonly cards: { readonly total: number; readonly byState: Readonly<Record<SimCardState, number>> };
  /** null: the role does not see money */
  readonly charges: readonly UpcomingCharge[] | null;
  readonly receipts: Readonly<Record<ReceiptStatus, number>>;
}

const number = new Intl.NumberFormat('ru');
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const NEAREST = 4;

const line = (count: number, label: string, href: string): FigureLine => ({
  value: number.format(count),
  label: lowerFirst(label),
  href,
});

const present = <T extends string>(
  states: readonly T[],
  counts: Readonly<Record<T, number>>,
  lineOf: (state: T, count: number) => FigureLine,
): FigureLine[] => states.filter((state) => counts[state] > 0).map((state) => lineOf(state, counts[state]));

export function Figures({ terminals, cards, charges, receipts }: FiguresProps) {
  return (
    <FigureRow>
      <Figure
        label="Кассы"
        value={number.format(terminals.total)}
        href="/terminals"
        lines={present(healthStates, terminals, (state, count) =>
          line(count, healthNames[state], `/terminals?health=${state}`),
        )}
      />
      <Figure
        label="Смарт-карты"
        value={number.format(cards.total)}
        href="/sim-cards"
        lines={present(simCardStates, cards.byState, (state, count) =>
          line(count, stateWords[state], `/sim-cards?state=${state}`),
        )}
      />
      {charges ? (
        <Figure
          label="Ближайшие списания"
          href="/subscriptions"
          lines={
            charges.length > 0
              ? charges.slice(0, NEAREST).map((charge) => ({
                  value: formatMoney(charge.amount),
                  label: dayAndMonth(charge.date),
                  href: '/subscriptions',
                }))
              : [{ value: 'нет', label: 'в ближайшие 30 дней' }]
          }
        />
      ) : null}
      <Figure
        label="Чеки за 30 дней"
        href="/receipts/journal"
        value={number.format(receipts.SENT + receipts.QUEUED + receipts.NOT_DELIVERED)}
        lines={(['SENT', 'QUEUED', 'NOT_DELIVERED'] as const).map((status) =>
          line(receipts[status], statusLabels[status].text, `/receipts/journal?status=${status}`),
        )}
      />
    </FigureRow>
  );
}
