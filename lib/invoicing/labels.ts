import type { LocalDate } from '@/lib/core/local-date';
import { counted } from '@/lib/core/text';
import type { BankStatementRow, BankVerdict, InvoiceLine, InvoiceState, VatPercent } from './model';

type Tone = 'works' | 'waits' | 'attention' | 'failed' | 'off';

const invoiceStateLabels: Readonly<Record<InvoiceState, { readonly tone: Tone; readonly text: string }>> = {
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

/** «зачислено 2, сомнительных 1, исходящих 3»: zeros are left out. */
export function statementCounts({ counts, outgoing }: Pick<BankStatementRow, 'counts' | 'outgoing'>): string {
  const parts = [
    ['зачислено', counts.MATCHED],
    ['сомнительных', counts.DOUBTFUL],
    ['без счёта', counts.UNMATCHED],
    ['уже были', counts.REPEATED],
    ['исходящих', outgoing],
  ] as const;
  const said = parts.filter(([, count]) => count > 0).map(([words, count]) => `${words} ${count}`);
  return said.join(', ') || 'платежей нет';
}

/** «4 списания», the charges that an offered invoice takes in. */
export function offerWords(lines: readonly Pick<InvoiceLine, 'quantity'>[]): string {
  const charges = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return charges === 0 ? 'Списаний не будет' : counted(charges, ['списание', 'списания', 'списаний']);
}

/** Parts of a statement's report, what needs a person first. */
export const verdictSections: readonly {
  readonly verdict: BankVerdict;
  readonly title: string;
  readonly lead?: string;
}[] = [
  {
    verdict: 'DOUBTFUL',
    title: 'Сомнительные',
    lead: 'Не зачислены: совпало не всё. Уточните у плательщика, за что он платил, и верните деньги или попросите оплатить счёт заново.',
  },
  {
    verdict: 'UNMATCHED',
    title: 'Без счёта',
    lead: 'Не зачислены: такого счёта нет. Может быть, это не оплата кабинета.',
  },
  { verdict: 'MATCHED', title: 'Зачислены' },
  { verdict: 'REPEATED', title: 'Уже были', lead: 'Эти платежи учтены раньше, второй раз не зачислены.' },
];
