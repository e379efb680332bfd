import { can, type Context } from '@/lib/access/context';
import { type Refusal, refusal } from '@/lib/core/result';
import { type PrismaClient } from '@/lib/platform/db';
import { isSandbox, optionalSetting } from '@/lib/platform/env';
import type { BankScope } from './import';
import { bankReach } from './reach.rule';

/** Whose payments a person may take in and see. Refusal: FORBIDDEN. */
export async function bankScope(ctx: Context): Promise<BankScope | Refusal<'FORBIDDEN'>> {
  const { db, clock, actor, organizationId } = ctx;
  if (actor.kind !== 'USER') return refusal('FORBIDDEN');
  const user = await db.user.findUnique({ where: { id: actor.id }, select: { email: true } });
  const reach = bankReach({
    isSandbox: isSandbox(),
    mayTopUp: can(ctx, 'finance.topUp'),
    email: user?.email ?? '',
    staff: optionalSetting('BANK_STAFF') ?? '',
  });
  if (reach === 'NONE') return refusal('FORBIDDEN');
  return {
    db: db as PrismaClient,
    clock,
    actorName: actor.name,
    organizationId: reach === 'OWN' ? organizationId : null,
  };
}

export const isBankScope = (scope: BankScope | Refusal<'FORBIDDEN'>): scope is BankScope => 'clock' in scope;
