import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { type Kopecks, parseMoney, rubles } from '@/lib/core/money';

const LEAST = rubles(100);
const MOST = rubles(10_000_000);

/** Roubles as a person types them. Becomes kopecks, from 100 ₽ to 10 000 000 ₽. */
const amount = z
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
    if (/^[\d\s]{13,}/.test(text)) return problem('В одном счёте — не больше 10 000 000 ₽');
    const value = parseMoney(text);
    if (value === null) return problem('Введите сумму цифрами, например 15000 или 15000,50');
    if (value < LEAST) return problem('Счёт выставляется не меньше чем на 100 ₽');
    if (value > MOST) return problem('В одном счёте — не больше 10 000 000 ₽');
    return value;
  });

export const horizons = [1, 3, 12] as const;
/** months ahead whose charges an invoice takes in */
export type Horizon = (typeof horizons)[number];

/** What the form of an invoice holds: a sum, or the months whose charges it is for. */
export const invoiceForm = z
  .object({ what: z.enum(['SUM', '1', '3', '12']), amount: z.string() })
  .superRefine((filled, context) => {
    if (filled.what !== 'SUM') return;
    for (const { message } of amount.safeParse(filled.amount).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['amount'], message });
    }
  });

export const issueInvoiceInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('SUM'), requestId: idSchema, amount }),
  z.object({
    kind: z.literal('CHARGES'),
    requestId: idSchema,
    months: z.literal(horizons, 'Выберите срок: 1, 3 или 12 месяцев'),
    /** in kopecks, as the screen said */
    expectedTotal: z.int().positive(),
  }),
]);
export type IssueInvoiceInput = z.output<typeof issueInvoiceInput>;

export const invoiceInput = z.object({ invoiceId: idSchema });

export const statementInput = z.object({ fileName: z.string().trim().min(1).max(200) });

/** A month of payments of ten thousand payers takes a third of it. */
export const MOST_STATEMENT_BYTES = 8 * 1024 * 1024;

export const actMonthInput = z.object({ month: z.iso.date() });
