import { formatMoney, type Kopecks, kopecks } from '@/lib/core/money';
import { isInn } from '@/lib/core/requisites.rule';
import type { BankVerdict, InvoiceState, Seller } from '../model';
import type { StatementPayment } from './statement.rule';

/** Numbers of invoices in a payment's purpose, each once: «26-000123», the dash of any kind. */
export const numbersIn = (purpose: string): string[] => [
  ...new Set(
    [...purpose.matchAll(/(?<![\d-])(\d{2})\s?[-–—−]\s?(\d{6})(?![\d-])/g)].map(
      ([, year = '', number = '']) => `${year}-${number}`,
    ),
  ),
];

export interface KnownInvoice {
  readonly id: string;
  readonly number: string;
  readonly state: InvoiceState;
  readonly amount: Kopecks;
  readonly buyerInn: string;
}

export interface Match {
  readonly verdict: Exclude<BankVerdict, 'REPEATED'>;
  readonly reason: string;
  /** of a doubtful payment: the invoice it may be for */
  readonly invoice: KnownInvoice | null;
}

const unmatched = (reason: string): Match => ({ verdict: 'UNMATCHED', reason, invoice: null });
const doubtful = (reason: string, invoice: KnownInvoice | null = null): Match => ({
  verdict: 'DOUBTFUL',
  reason,
  invoice,
});

/**
 * What a payment is for: the number in its purpose, the payer's ИНН and the sum have all to be those of one open
 * invoice. Anything less is listed with its reason and moves nothing (product.md 3.7).
 */
export function matchPayment(
  payment: StatementPayment,
  seller: Pick<Seller, 'inn'>,
  invoices: readonly KnownInvoice[],
): Match {
  if (payment.receiverInn !== '' && payment.receiverInn !== seller.inn) {
    return unmatched(`Получатель — другая организация, ИНН ${payment.receiverInn}`);
  }
  const numbers = numbersIn(payment.purpose);
  if (numbers.length > 1) return doubtful(`В назначении несколько счетов: ${numbers.join(', ')}`);
  const [number] = numbers;
  if (number === undefined) {
    const like = invoices.filter(
      ({ state, amount, buyerInn }) =>
        state === 'ISSUED' && amount === payment.amount && buyerInn === payment.payerInn,
    );
    if (like.length === 0) return unmatched('В назначении нет номера счёта');
    const [only] = like;
    return doubtful(
      'В назначении нет номера счёта, но ИНН и сумма подходят к выставленному',
      like.length === 1 ? only : null,
    );
  }
  const invoice = invoices.find((each) => each.number === number);
  if (!invoice) return unmatched(`Счёта № ${number} нет`);
  if (!isInn(payment.payerInn)) {
    return doubtful(`ИНН плательщика неверный: ${payment.payerInn || 'не указан'}`, invoice);
  }
  if (payment.payerInn !== invoice.buyerInn) {
    return doubtful(
      `Платит другая организация: ИНН ${payment.payerInn}, а в счёте ${invoice.buyerInn}`,
      invoice,
    );
  }
  if (payment.amount !== invoice.amount) {
    const difference = formatMoney(kopecks(Math.abs(payment.amount - invoice.amount)));
    const side = payment.amount > invoice.amount ? 'больше' : 'меньше';
    return doubtful(`Сумма ${side} счёта на ${difference}`, invoice);
  }
  if (invoice.state === 'PAID') return doubtful('Счёт уже оплачен другим платежом', invoice);
  if (invoice.state === 'CANCELLED') return doubtful('Счёт отменён', invoice);
  return { verdict: 'MATCHED', reason: 'Номер, ИНН и сумма совпали', invoice };
}
