import type { LocalDate } from '@/lib/core/local-date';
import type { BankVerdict, InvoiceState, VatPercent } from './model';

type Tone = 'works' | 'waits' | 'attention' | 'failed' | 'off';

export const invoiceStateLabels: Readonly<
  Record<InvoiceState, { readonly tone: Tone; readonly text: string }>
> = {
  ISSUED: { tone: 'waits', text: 'Ждёт оплаты' },
  PAID: { tone: 'works', text: 'Оплачен' },
  CANCELLED: { tone: 'off', text: 'Отменён' },
};

/** The state in words; what is late is said, though it can still be paid. */
export const invoiceLabel = (
  invoice: { readonly state: InvoiceState; readonly dueOn: LocalDate },
  today: LocalDate,
): { readonly tone: Tone; readonly text: string } =>
  invoice.state === 'ISSUED' && invoice.dueOn < today
    ? { tone: 'attention', text: 'Срок оплаты прошёл' }
    : invoiceStateLabels[invoice.state];

export const invoiceName = (number: string): string => `Счёт № ${number}`;
export const actName = (number: string): string => `Акт № ${number}`;

export const vatLabel = (percent: VatPercent): string => (percent === null ? 'без НДС' : `${percent}\u00a0%`);

export const verdictLabels: Readonly<Record<BankVerdict, { readonly tone: Tone; readonly text: string }>> = {
  MATCHED: { tone: 'works', text: 'Зачислен' },
  UNMATCHED: { tone: 'failed', text: 'Счёт не найден' },
  DOUBTFUL: { tone: 'attention', text: 'Сомнительный' },
  REPEATED: { tone: 'off', text: 'Уже был' },
};

const monthFormat = new Intl.DateTimeFormat('ru', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** «ноябрь 2026» */
export const monthName = (month: LocalDate): string =>
  monthFormat.format(new Date(`${month}T00:00:00Z`)).replace(/\s*г\.?$/, '');
