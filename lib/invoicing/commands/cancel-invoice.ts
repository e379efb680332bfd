import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { invoiceMachine } from '../invoice.rule';
import { invoiceName } from '../labels';
import { lockInvoice } from '../store';

export type CancelInvoiceCode = 'FORBIDDEN' | 'NOT_FOUND' | 'ALREADY_PAID';

/**
 * Cancels an invoice that is not paid; its number stays taken. A payment that still comes is listed as doubtful.
 * Refusals: FORBIDDEN, NOT_FOUND, ALREADY_PAID. Cancelled twice is cancelled once.
 */
export async function cancelInvoice(
  ctx: Context,
  { invoiceId }: { readonly invoiceId: string },
): Promise<Result<null, CancelInvoiceCode>> {
  const denied = authorize(ctx, 'finance.topUp');
  if (denied) return denied;
  return transaction(ctx, async (ctx) => {
    const invoice = await lockInvoice(ctx, invoiceId);
    if (!invoice) return refusal('NOT_FOUND');
    if (invoice.state === 'CANCELLED') return success(null);
    const state = invoiceMachine[invoice.state].CANCELLED;
    if (!state) return refusal('ALREADY_PAID');
    await ctx.db.invoice.update({
      where: { organizationId_id: { organizationId: ctx.organizationId, id: invoiceId } },
      data: { state, cancelledAt: ctx.clock.now() },
    });
    await audit(ctx, {
      action: 'invoicing.cancel',
      objectType: 'invoice',
      objectId: invoiceId,
      objectName: invoiceName(invoice.number),
      before: { state: invoice.state },
      after: { state },
    });
    return success(null);
  });
}
