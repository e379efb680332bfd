import type { Kopecks } from '@/lib/core/money';

export const receiptOperations = ['SALE', 'REFUND', 'BUY', 'BUY_REFUND'] as const;
/** Приход, возврат прихода, расход, возврат расхода (54-ФЗ, «признак расчёта»). */
export type ReceiptOperation = (typeof receiptOperations)[number];

export const vatRates = ['22', '20', '10', '7', '5', '0', 'NONE'] as const;
export type VatRate = (typeof vatRates)[number];

export const taxSystems = ['OSN', 'USN_INCOME', 'USN_INCOME_OUTCOME', 'ESHN', 'PATENT', 'NPD'] as const;
export type TaxSystem = (typeof taxSystems)[number];

export interface ReceiptItem {
  readonly name: string;
  readonly quantity: number;
  readonly price: Kopecks;
  readonly sum: Kopecks;
  /** null: the terminal did not say */
  readonly vat: VatRate | null;
}

/** How it was paid; together they make the total. */
export interface ReceiptPayment {
  readonly cash: Kopecks;
  readonly card: Kopecks;
  /** prepaid, on credit, in kind */
  readonly other: Kopecks;
}

/** The seller as the receipt was made: later changes of the organization do not rewrite receipts. */
export interface ReceiptSeller {
  readonly name: string;
  readonly inn: string;
  readonly place: string;
  readonly address: string;
  /** РНМ; null: not known */
  readonly kktRegNumber: string | null;
  readonly terminalSerial: string;
}

/** What stands in a receipt beside its fiscal numbers; kept as it was reported. */
export interface ReceiptContent {
  /** by the clock of the terminal, «2026-11-20T14:05»: what stands on the paper */
  readonly localTime: string;
  readonly items: readonly ReceiptItem[];
  readonly payment: ReceiptPayment;
  readonly cashier: string | null;
  readonly shift: number | null;
  readonly numberInShift: number | null;
  readonly taxSystem: TaxSystem | null;
  readonly printed: boolean;
  readonly electronic: boolean;
  readonly seller: ReceiptSeller;
}
