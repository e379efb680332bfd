import { authorize, type Context } from '@/lib/access/context';
import { creditWallet } from '@/lib/billing/commands/credit-wallet';
import { dateInTable } from '@/lib/core/text';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { emit } from '@/lib/platform/jobs';
import { transaction } from '@/lib/platform/transaction';
import { invoiceKey, invoiceMachine } from '../invoice.rule';
import { invoiceName } from '../labels';
import { lockInvoice } from '../store';

/**
 * The money of an invoice has come: onto the account, once, and whatever waits for money is settled. For the bank's
 * import only, people have no right to it. Refusals: FORBIDDEN, NOT_FOUND, NOT_OPEN (paid or cancelled).
 */
export async function receivePayment(
  ctx: Context,
  { invoiceId }: { readonly invoiceId: string },
): Promise<Result<null, 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_OPEN'>> {
  const denied = authorize(ctx, 'finance.receive');
  if (denied) return denied;
  return transaction(ctx, async (ctx) => {
    const invoice = await lockInvoice(ctx, invoiceId);
    if (!invoice) return refusal('NOT_FOUND');
    const state = invoiceMachine[invoice.state].PAID;
    if (!state) return refusal('NOT_OPEN');
    await ctx.db.invoice.update({
      where: { organizationId_id: { organizationId: ctx.organizationId, id: invoiceId } },
      data: { state, paidAt: ctx.clock.now() },
    });
    await creditWallet(ctx, {
      amount: invoice.amount,
      kind: 'TOP_UP',
      businessKey: invoiceKey(invoiceId),
      description: `Оплата по счёту № ${invoice.number} от ${dateInTable(invoice.issuedOn)}`,
    });
    await audit(ctx, {
      action: 'invoicing.paid',
      objectType: 'invoice',
      objectId: invoiceId,
      objectName: invoiceName(invoice.number),
      before: { state: invoice.state },
      after: { state, amount: invoice.amount },
    });
    await emit(ctx, 'payment.received', { invoiceId });
    return success(null);
  });
}
