import type { PaymentCard } from './model';

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
