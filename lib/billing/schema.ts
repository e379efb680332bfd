import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { type Kopecks, kopecks, parseMoney } from '@/lib/core/money';
import { type LedgerFilter, ledgerKinds } from './model';
import { TOP_UP_MAX, TOP_UP_MIN } from './payment.rule';

/** Roubles as a person types them: «1 290», «1290,50». Becomes kopecks. `tooLittle`: what is said below 1 ₽. */
const amountField = (tooLittle: string) =>
  z
    .string()
    .trim()
    .min(1, 'Введите сумму')
    .transform((text, context): Kopecks => {
      const problem = (message: string) => {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      };
      if (/^[-−–]/.test(text)) return problem('Сумма должна быть больше нуля');
      if (/^[\d\s]+[.,]\d{3,}$/.test(text)) return problem('Копеек — не больше двух знаков');
      if (/^[\d\s]{13,}/.test(text)) return problem('За один раз — не больше 1 000 000 ₽');
      const amount = parseMoney(text);
      if (amount === null) return problem('Введите сумму цифрами, например 1500 или 1500,50');
      if (amount === 0) return problem('Сумма должна быть больше нуля');
      if (amount < TOP_UP_MIN) return problem(tooLittle);
      if (amount > TOP_UP_MAX) return problem('За один раз — не больше 1 000 000 ₽');
      return amount;
    });

/** What a person fills in. */
export const topUpForm = z.object({
  amount: amountField('Пополнить можно не меньше чем на 1 ₽'),
  /** the kept card that is charged; empty: one that is entered on the provider's page */
  cardId: z.union([idSchema, z.literal('')]).optional(),
  /** the card that is entered is kept for later */
  saveCard: z.boolean().optional(),
});

export const topUpInput = topUpForm.extend({
  /** made by the form: the same press twice is one payment */
  requestId: idSchema,
});

export type TopUpInput = z.output<typeof topUpInput>;

export const refundForm = z.object({
  paymentId: idSchema,
  amount: amountField('Вернуть можно не меньше 1 ₽'),
});

export const refundInput = refundForm.extend({ requestId: idSchema });

export type RefundInput = z.output<typeof refundInput>;

export const paymentCardInput = z.object({ cardId: idSchema });

export const noInput = z.object({});

export const paymentJobInput = z.object({
  paymentId: idSchema,
  look: z.number().int().min(0).default(0),
});

export const refundJobInput = z.object({
  refundId: idSchema,
  look: z.number().int().min(0).default(0),
});

/** What whoever needs money asks of autopay; see `chargeSavedCard`. */
export const autopayJobInput = z.object({
  /** kopecks that the account lacks */
  amount: z.number().int().positive().transform(kopecks),
  /** what for, in words that people read */
  reason: z.string().trim().min(1).max(200),
  /** the need that is met once; the day and the reason unless told otherwise */
  key: z.string().min(1).max(200).optional(),
  /** the account when the amount was counted: what has come since is not charged again */
  balance: z.number().int().min(0).transform(kopecks).optional(),
  /** all that had ever been paid in by then: what has come since may be spent already, on what was owed */
  received: z.number().int().transform(kopecks).optional(),
});

export type AutopayInput = z.output<typeof autopayJobInput>;
/** Filter of the ledger from the address; what cannot be read is left out. */
export function ledgerFilter(params: Readonly<Record<string, string | undefined>>): LedgerFilter {
  const month = params['month'] ?? '';
  return {
    kind: ledgerKinds.find((each) => each === params['kind']),
    month: /^20\d{2}(-(0[1-9]|1[0-2]))?$/.test(month) ? month : undefined,
  };
}
