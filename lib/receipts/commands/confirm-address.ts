import { type Result, refusal, success } from '@/lib/core/result';
import type { Clock } from '@/lib/core/clock';
import { audit } from '@/lib/platform/audit';
import type { Db } from '@/lib/platform/db';
import { contextFor } from '@/lib/platform/job-context';
import { transaction } from '@/lib/platform/transaction';
import { pressed } from '../address-confirmation.rule';
import { addressSecretHash } from '../address-secret';
import { lockSettings } from '../address.store';

const actor = { kind: 'JOB', id: 'address-owner', name: 'Владелец адреса' } as const;

/**
 * The owner of a default address agrees: from now on it applies wherever a setting of the organization names it. The
 * secret of the letter is the only right. Once: a second press changes nothing. Refusals: EXPIRED, UNKNOWN (used by
 * nobody any more, replaced by a newer letter, never written).
 */
export async function confirmAddress(
  db: Db,
  clock: Clock,
  secret: string,
): Promise<Result<{ readonly address: string }, 'EXPIRED' | 'UNKNOWN'>> {
  const tokenHash = addressSecretHash(secret);
  const found = await db.receiptAddress.findUnique({
    where: { tokenHash },
    select: { organizationId: true, organization: { select: { timeZone: true } } },
  });
  if (!found) return refusal('UNKNOWN');
  const { organizationId, organization } = found;
  const context = contextFor({ db, clock, actor, organizationId, timeZone: organization.timeZone });
  return transaction<{ address: string }, 'EXPIRED' | 'UNKNOWN'>(context, async (ctx) => {
    await lockSettings(ctx);
    const row = await ctx.db.receiptAddress.findUnique({ where: { tokenHash } });
    const outcome = pressed(row, ctx.clock.now());
    if (!row || outcome === 'UNKNOWN') return refusal('UNKNOWN');
    if (outcome === 'EXPIRED') return refusal('EXPIRED');
    if (outcome === 'ALREADY') return success({ address: row.address });
    await ctx.db.receiptAddress.update({
      where: { organizationId_id: { organizationId, id: row.id } },
      data: { confirmedAt: ctx.clock.now(), refusal: null, statusCode: null },
    });
    await audit(ctx, {
      action: 'receipts.addressConfirmed',
      objectType: 'receiptAddress',
      objectId: row.id,
      objectName: row.address,
    });
    return success({ address: row.address });
  });
}
