import { authorize, type Context } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { asciiAddress } from '../email-address.rule';
import { receiptInScope } from '../journal/store';
import { queueLetters } from '../letter.store';
import { maskContact } from '../mask.rule';
import type { ResendCode } from '../messages';
import type { ResendReceiptInput } from '../schema';

const MOST_LETTERS = 20;

/**
 * Sends a receipt once more, to the same address or to another one: a letter of its own with its own fate.
 * The same request twice is one letter. Refusals: FORBIDDEN, NOT_FOUND, NOT_KEPT, UNDER_WAY, TOO_MANY.
 */
export async function resendReceipt(
  ctx: Context,
  input: ResendReceiptInput,
): Promise<Result<{ readonly address: string }, ResendCode>> {
  const denied = authorize(ctx, 'receipts.resend');
  if (denied) return denied;
  return transaction<{ address: string }, ResendCode>(ctx, async (ctx) => {
    await ctx.db.$queryRaw`
      SELECT "id" FROM "receipt"
      WHERE "organization_id" = ${ctx.organizationId}::uuid AND "id" = ${input.receiptId}::uuid FOR UPDATE`;
    const receipt = await receiptInScope(ctx, input.receiptId);
    if (!receipt) return refusal('NOT_FOUND');
    const { letters, terminal } = receipt;
    const { address } = input;
    if (letters.some((letter) => letter.requestId === input.requestId)) return success({ address });
    if (receipt.content === null) return refusal('NOT_KEPT');
    const [latest] = letters;
    if (latest?.state === 'QUEUED' || latest?.state === 'SENDING') return refusal('UNDER_WAY');
    if (letters.length >= MOST_LETTERS) return refusal('TOO_MANY', { most: MOST_LETTERS });
    const known = letters.find((letter) => asciiAddress(letter.recipient) === asciiAddress(address));
    await queueLetters(ctx, [
      {
        receiptId: receipt.id,
        number: (latest?.number ?? 0) + 1,
        recipient: address,
        addressee: known?.addressee ?? 'OTHER',
        requestId: input.requestId,
      },
    ]);
    await ctx.db.receipt.update({
      where: { organizationId_id: { organizationId: ctx.organizationId, id: receipt.id } },
      data: { status: 'QUEUED' },
    });
    await audit(ctx, {
      action: 'receipts.resend',
      objectType: 'receipt',
      objectId: receipt.id,
      objectName: `Чек ${String(receipt.documentNumber)}, ${terminal.name}`,
      storeId: terminal.storeId,
      after: { address: maskContact(address) },
    });
    return success({ address });
  });
}
