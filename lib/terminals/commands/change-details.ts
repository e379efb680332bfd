import { authorize, type Context, inStores } from '@/lib/access/context';
import { fromDbDate, localDate, localDateAt, toDbDate } from '@/lib/core/local-date';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import { decideDetails, detailsTag, type TerminalDetails } from '../details.rule';
import type { ChangeDetailsCode } from '../messages';
import type { ChangeDetailsInput } from '../schema';
import { lockTerminals } from '../terminal.store';

/**
 * The name of a terminal, its РНМ, its ФН and the day that ends, as people write them down; what somebody else has
 * changed since the form opened is not overwritten. The same again changes nothing. Refusals: FORBIDDEN, NOT_FOUND,
 * CHANGED_MEANWHILE, DRIVE_TAKEN and REG_NUMBER_TAKEN (another terminal of the organization has it), DRIVE_DATE_WRONG,
 * DRIVE_NUMBER_REQUIRED.
 */
export async function changeDetails(
  ctx: Context,
  input: ChangeDetailsInput,
): Promise<Result<{ readonly name: string }, ChangeDetailsCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx): Promise<Result<{ readonly name: string }, ChangeDetailsCode>> => {
    const { organizationId } = ctx;
    // Numbers are compared with those of all terminals: one change of an organization at a time.
    await ctx.db
      .$executeRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
    await lockTerminals(ctx, [input.terminalId]);
    const row = await ctx.db.terminal.findFirst({
      where: { organizationId, id: input.terminalId, ...inStores(ctx) },
      include: { store: { select: { timeZone: true } } },
    });
    if (!row) return refusal('NOT_FOUND');
    const now: TerminalDetails = {
      name: row.name,
      kktRegNumber: row.kktRegNumber,
      fiscalDrive: row.fiscalDrive,
      fiscalDriveExpiresOn: row.fiscalDriveExpiresOn && fromDbDate(row.fiscalDriveExpiresOn),
    };
    const wanted: TerminalDetails = {
      name: input.name,
      kktRegNumber: input.kktRegNumber || null,
      fiscalDrive: input.fiscalDrive || null,
      fiscalDriveExpiresOn: input.fiscalDriveExpiresOn === '' ? null : localDate(input.fiscalDriveExpiresOn),
    };
    if (detailsTag(now) === detailsTag(wanted)) return success({ name: row.name });
    const today = localDateAt(ctx.clock.now(), row.store.timeZone);
    const refused = decideDetails(now, wanted, input.seen, today) ?? (await taken(ctx, row.id, wanted));
    if (refused) return refused;
    const { fiscalDriveExpiresOn } = wanted;
    await ctx.db.terminal.updateMany({
      where: { organizationId, id: row.id },
      data: { ...wanted, fiscalDriveExpiresOn: fiscalDriveExpiresOn && toDbDate(fiscalDriveExpiresOn) },
    });
    await audit(ctx, {
      action: 'terminals.changeDetails',
      objectType: 'terminal',
      objectId: row.id,
      objectName: wanted.name,
      storeId: row.storeId,
      before: { ...now },
      after: { ...wanted },
    });
    return success({ name: wanted.name });
  });
}

/** A number that stands on another terminal is mistyped: receipts are told apart by it. */
async function taken(ctx: Context, id: string, { fiscalDrive, kktRegNumber }: TerminalDetails) {
  const others = { organizationId: ctx.organizationId, id: { not: id } };
  const select = { id: true } as const;
  if (
    fiscalDrive !== null &&
    (await ctx.db.terminal.findFirst({ where: { ...others, fiscalDrive }, select }))
  )
    return refusal('DRIVE_TAKEN');
  if (
    kktRegNumber !== null &&
    (await ctx.db.terminal.findFirst({ where: { ...others, kktRegNumber }, select }))
  )
    return refusal('REG_NUMBER_TAKEN');
  return null;
}
