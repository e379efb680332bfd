import { addMonths, type LocalDate, localDate } from '@/lib/core/local-date';
import type { LedgerKind, PaymentCard } from './model';

/** The form of the top-up with what is missing, in whole roubles. */
export const topUpHref = (missingKopecks: number): string =>
  missingKopecks > 0 ? `/finance/top-up?amount=${Math.ceil(missingKopecks / 100)}` : '/finance/top-up';

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

const monthFormat = new Intl.DateTimeFormat('ru', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** This month and those before it, then whole years, for a filter: «ноябрь 2026», «2026 год». */
export function ledgerMonths(today: LocalDate): { readonly value: string; readonly label: string }[] {
  const first = localDate(`${today.slice(0, 7)}-01`);
  const year = Number(today.slice(0, 4));
  return [
    ...Array.from({ length: 18 }, (_, back) => {
      const month = addMonths(first, -back);
      const label = monthFormat.format(new Date(`${month}T00:00:00Z`)).replace(/\s*г\.?$/, '');
      return { value: month.slice(0, 7), label };
    }),
    ...[year, year - 1, year - 2].map((each) => ({ value: String(each), label: `${each} год` })),
  ];
}
