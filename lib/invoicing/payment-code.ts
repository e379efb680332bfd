import { encode } from 'uqr';
import { paymentCode } from './invoice.rule';
import type { Invoice } from './model';

/**
 * Squares of the payment's QR code by rows, `true` is black, nothing around them: whoever draws them leaves four white
 * squares on each side. Error correction M, as ГОСТ Р 56042-2014 asks for paper.
 */
export const codeCells = (invoice: Pick<Invoice, 'seller' | 'amount' | 'purpose'>): boolean[][] =>
  encode(paymentCode(invoice.seller, invoice), { ecc: 'M', border: 0 }).data;
