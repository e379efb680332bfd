import type { Context } from '@/lib/access/context';
import { dateInTable } from '@/lib/core/text';
import { actPdf } from './pdf/act-pdf';
import { invoicePdf } from './pdf/invoice-pdf';
import { getAct, getInvoice } from './queries';

export interface PdfFile {
  readonly name: string;
  readonly type: 'application/pdf';
  readonly body: Uint8Array;
}

/** Null: unknown, foreign, or the role may not see money. */
export async function invoiceFile(ctx: Context, id: string): Promise<PdfFile | null> {
  const invoice = await getInvoice(ctx, id);
  return (
    invoice && {
      name: `Счёт № ${invoice.number} от ${dateInTable(invoice.issuedOn)}.pdf`,
      type: 'application/pdf',
      body: await invoicePdf(invoice),
    }
  );
}

/** Null: unknown, foreign, or the role may not see money. */
export async function actFile(ctx: Context, id: string): Promise<PdfFile | null> {
  const act = await getAct(ctx, id);
  return (
    act && {
      name: `Акт № ${act.number} от ${dateInTable(act.issuedOn)}.pdf`,
      type: 'application/pdf',
      body: await actPdf(act),
    }
  );
}
