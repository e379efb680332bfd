import type { ReceiptOperation } from './receipt-content';

const operationNumbers: Readonly<Record<ReceiptOperation, number>> = {
  SALE: 1,
  REFUND: 2,
  BUY: 3,
  BUY_REFUND: 4,
};

export interface FiscalMarks {
  /** «2026-11-20T14:05», by the clock of the terminal */
  readonly localTime: string;
  readonly total: number;
  readonly fiscalDrive: string;
  readonly documentNumber: number;
  readonly fiscalSign: string;
  readonly operation: ReceiptOperation;
}

/** Content of the QR code by which the receipt is checked at the tax service: `t=…&s=…&fn=…&i=…&fp=…&n=…`. */
export function fiscalCode(receipt: FiscalMarks): string {
  const time = receipt.localTime.replace(/[-:]/g, '').slice(0, 13);
  const sum = `${Math.trunc(receipt.total / 100)}.${String(receipt.total % 100).padStart(2, '0')}`;
  return [
    `t=${time}`,
    `s=${sum}`,
    `fn=${receipt.fiscalDrive}`,
    `i=${receipt.documentNumber}`,
    `fp=${receipt.fiscalSign}`,
    `n=${operationNumbers[receipt.operation]}`,
  ].join('&');
}

/** What the clock of the terminal showed: as written when it has an offset of its own, in the store's zone for `Z`. */
export function localTimeOf(issuedAt: string, timeZone: string): string {
  if (!/z$/i.test(issuedAt)) return issuedAt.slice(0, 16);
  const format = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return format.format(new Date(issuedAt)).replace(' ', 'T');
}
