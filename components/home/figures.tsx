import { Figure, type FigureLine, FigureRow } from '@/components/ui/figure';
import { formatMoney } from '@/lib/core/money';
import { dayAndMonth, plural, type PluralForms } from '@/lib/core/text';
import type { ReceiptStatus } from '@/lib/receipts/model';
import type { SimCardState } from '@/lib/sim-cards/model';
import type { UpcomingCharge } from '@/lib/subscriptions/model';
import type { Health } from '@/lib/terminals/model';

export interface FiguresProps {
  readonly terminals: Readonly<Record<Health | 'total', number>>;
  readonly cards: { readonly total: number; readonly byState: Readonly<Record<SimCardState, number>> };
  /** null: the role does not see money */
  readonly charges: readonly UpcomingCharge[] | null;
  readonly receipts: Readonly<Record<ReceiptStatus, number>>;
}

const number = new Intl.NumberFormat('ru');
const NEAREST = 4;

/** In the order in which they are looked for; the word agrees with its number. */
const healthForms: Readonly<Record<Health, PluralForms>> = {
  OK: ['работает', 'работают', 'работают'],
  NEEDS_ATTENTION: ['требует внимания', 'требуют внимания', 'требуют внимания'],
  OFFLINE: ['не на связи', 'не на связи', 'не на связи'],
};
const cardForms: Readonly<Record<SimCardState, PluralForms>> = {
  ACTIVE: ['активна', 'активны', 'активны'],
  ACTIVATING: ['активируется', 'активируются', 'активируются'],
  DEACTIVATING: ['отключается', 'отключаются', 'отключаются'],
  READY: ['готова к активации', 'готовы к активации', 'готовы к активации'],
  ACTIVATION_FAILED: ['не удалось активировать', 'не удалось активировать', 'не удалось активировать'],
  INACTIVE: ['отключена', 'отключены', 'отключены'],
  SUSPENDED: ['приостановлена', 'приостановлены', 'приостановлены'],
  TERMINATED: ['закрыта', 'закрыты', 'закрыты'],
};
const receiptForms = {
  GONE: ['отправлен', 'отправлено', 'отправлено'],
  QUEUED: ['в очереди', 'в очереди', 'в очереди'],
  LOST: ['не доставлен', 'не доставлены', 'не доставлено'],
} as const satisfies Record<string, PluralForms>;

/** One line a state that occurs, each with the way to its list. */
function linesOf<S extends string>(
  forms: Readonly<Record<S, PluralForms>>,
  counts: Readonly<Record<NoInfer<S>, number>>,
  hrefOf: (state: S) => string,
): FigureLine[] {
  return (Object.keys(forms) as S[])
    .filter((state) => counts[state] > 0)
    .map((state) => ({
      value: number.format(counts[state]),
      label: plural(counts[state], forms[state]),
      href: hrefOf(state),
    }));
}

export function Figures({ terminals, cards, charges, receipts }: FiguresProps) {
  const letters = {
    GONE: receipts.SENT + receipts.DELIVERED,
    QUEUED: receipts.QUEUED,
    LOST: receipts.BOUNCED + receipts.FAILED,
  };
  return (
    <FigureRow>
      <Figure
        label="Кассы"
        value={number.format(terminals.total)}
        href="/terminals"
        lines={linesOf(healthForms, terminals, (state) => `/terminals?health=${state}`)}
      />
      <Figure
        label="Смарт-карты"
        value={number.format(cards.total)}
        href="/sim-cards"
        lines={linesOf(cardForms, cards.byState, (state) => `/sim-cards?state=${state}`)}
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
        value={number.format(letters.GONE + letters.QUEUED + letters.LOST)}
        lines={linesOf(receiptForms, letters, (status) => `/receipts/journal?status=${status}`)}
      />
    </FigureRow>
  );
}
