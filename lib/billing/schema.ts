import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { type LedgerFilter, ledgerKinds } from './model';
import { type Kopecks, parseMoney, rubles } from '@/lib/core/money';

const TOP_UP_MIN = rubles(1);
const TOP_UP_MAX = rubles(1_000_000);

/** Roubles as a person types them: «1 290», «1290,50». Becomes kopecks. */
const topUpAmount = z
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
    if (amount < TOP_UP_MIN) return problem('Пополнить можно не меньше чем на 1 ₽');
    if (amount > TOP_UP_MAX) return problem('За один раз — не больше 1 000 000 ₽');
    return amount;
  });

/** What a person fills in. */
export const topUpForm = z.object({ amount: topUpAmount });

export const topUpInput = topUpForm.extend({
  /** made by the form: the same press twice is one payment */
  requestId: idSchema,
});

export type TopUpInput = z.output<typeof topUpInput>;

export const paymentJobInput = z.object({
  paymentId: idSchema,
  look: z.number().int().min(0).default(0),
});

/** Filter of the ledger from the address; what cannot be read is left out. */
export function ledgerFilter(params: Readonly<Record<string, string | undefined>>): LedgerFilter {
  const month = params['month'] ?? '';
  return {
    kind: ledgerKinds.find((each) => each === params['kind']),
    month: /^20\d{2}(-(0[1-9]|1[0-2]))?$/.test(month) ? month : undefined,
  };
}
