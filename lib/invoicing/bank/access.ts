import { can, type Context } from '@/lib/access/context';
import { type Refusal, refusal } from '@/lib/core/result';
import { type PrismaClient } from '@/lib/platform/db';
import { isSandbox, optionalSetting } from '@/lib/platform/env';
import type { BankScope } from './import';

/** People of the seller, who see every organization's payments: the setting BANK_STAFF. */
async function isBankStaff(ctx: Context): Promise<boolean> {
  const staff = (optionalSetting('BANK_STAFF') ?? '').toLowerCase().split(',').map((each) => each.trim());
  const user = await ctx.db.user.findUnique({ where: { id: ctx.actor.id }, select: { email: true } });
  return user !== null && staff.includes(user.email);
}

/**
 * Whose payments a person may take in and see. A customer never imports statements. In the sandbox everybody who tops
 * up plays the seller's bookkeeper, for their own organization only. Refusal: FORBIDDEN.
 */
export async function bankScope(ctx: Context): Promise<BankScope | Refusal<'FORBIDDEN'>> {
  const { db, clock, actor, organizationId } = ctx;
  const scope = { db: db as PrismaClient, clock, actorName: actor.name };
  if (actor.kind !== 'USER') return refusal('FORBIDDEN');
  if (isSandbox()) return can(ctx, 'finance.topUp') ? { ...scope, organizationId } : refusal('FORBIDDEN');
  return (await isBankStaff(ctx)) ? { ...scope, organizationId: null } : refusal('FORBIDDEN');
}

export const isBankScope = (scope: BankScope | Refusal<'FORBIDDEN'>): scope is BankScope => 'clock' in scope;
