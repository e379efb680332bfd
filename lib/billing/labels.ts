import { addMonths, firstOfMonth, type LocalDate } from '@/lib/core/local-date';
import { type Kopecks, rubles } from '@/lib/core/money';
import { monthAndYear } from '@/lib/core/text';
import type { LedgerKind, PaymentCard } from './model';

/** The form of the top-up with what is missing, in whole roubles. */
export const topUpHref = (missingKopecks: number): string =>
  missingKopecks > 0 ? `/finance/top-up?amount=${Math.ceil(missingKopecks / 100)}` : '/finance/top-up';

/** What `topUpHref` fills in: missing kopecks are asked for as a whole rouble. */
export const topUpSum = (missing: Kopecks): Kopecks => rubles(Math.ceil(missing / 100));

const brandNames: Readonly<Record<string, string>> = { Mir: 'Мир', MasterCard: 'Mastercard' };

/** «Mastercard •• 4444» with no-break spaces. */
export const cardName = ({ brand, last4 }: Pick<PaymentCard, 'brand' | 'last4'>): string =>
  `${brandNames[brand] ?? brand}\u00a0••\u00a0${last4}`;

/** «12/2030» */
export const cardExpiry = ({
  expiryMonth,
  expiryYear,
}: Pick<PaymentCard, 'expiryMonth' | 'expiryYear'>): string =>
  `${String(expiryMonth).padStart(2, '0')}/${String(expiryYear)}`;

export const ledgerKindNames: Readonly<Record<LedgerKind, string>> = {
  TOP_UP: 'Пополнения',
  TOP_UP_REFUND: 'Возвраты на карту',
  SUBSCRIPTION: 'Подписки',
  CARD_ORDER: 'Заказы карт',
  CARD_ORDER_REFUND: 'Возвраты за заказы',
};

/** This month and those before it, then whole years, for a filter: «ноябрь 2026», «2026 год». */
export function ledgerMonths(today: LocalDate): { readonly value: string; readonly label: string }[] {
  const first = firstOfMonth(today);
  const year = Number(today.slice(0, 4));
  return [
    ...Array.from({ length: 18 }, (_, back) => {
      const month = addMonths(first, -back);
      return { value: month.slice(0, 7), label: monthAndYear(month) };
    }),
    ...[year, year - 1, year - 2].map((each) => ({ value: String(each), label: `${each} год` })),
  ];
}
