import { authorize, type Context, inStores, seesStore } from '@/lib/access/context';
import { type Result, refusal, success } from '@/lib/core/result';
import { audit } from '@/lib/platform/audit';
import { transaction } from '@/lib/platform/transaction';
import type { TerminalCode } from '../messages';
import { PAIRING_MINUTES } from '../pairing-code.rule';
import { codeHash, codeOf } from '../pairing-secret';
import type { PairingCodeInput, RenewalCodeInput } from '../schema';

/** So many terminals of an organization may be waited for at once. */
export const WAITING_LIMIT = 20;

interface Wanted {
  readonly requestId: string;
  readonly storeId: string;
  readonly name: string;
  readonly terminalId: string | null;
}

/** A code that connects a terminal to a store. Refusals: FORBIDDEN, NOT_FOUND, TOO_MANY_CODES. */
export async function createPairingCode(
  ctx: Context,
  { requestId, storeId, name }: PairingCodeInput,
): Promise<Result<{ pairingId: string }, TerminalCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  if (!seesStore(ctx, storeId)) return refusal('NOT_FOUND');
  return transaction(ctx, async (ctx) => {
    const store = await ctx.db.store.findFirst({
      where: { organizationId: ctx.organizationId, id: storeId },
    });
    if (!store) return refusal('NOT_FOUND');
    return makeCode(ctx, { requestId, storeId, name, terminalId: null });
  });
}

/**
 * A code that connects one terminal anew; the terminal goes on with its old token until then.
 * Refusals: FORBIDDEN, NOT_FOUND, TOO_MANY_CODES.
 */
export async function createRenewalCode(
  ctx: Context,
  { requestId, terminalId }: RenewalCodeInput,
): Promise<Result<{ pairingId: string }, TerminalCode>> {
  const denied = authorize(ctx, 'terminals.manage');
  if (denied) return denied;
  return transaction(ctx, async (ctx) => {
    const terminal = await ctx.db.terminal.findFirst({
      where: { organizationId: ctx.organizationId, id: terminalId, ...inStores(ctx) },
    });
    if (!terminal) return refusal('NOT_FOUND');
    return makeCode(ctx, { requestId, storeId: terminal.storeId, name: terminal.name, terminalId });
  });
}

async function makeCode(
  ctx: Context,
  { requestId, ...wanted }: Wanted,
): Promise<Result<{ pairingId: string }, TerminalCode>> {
  const { organizationId } = ctx;
  await ctx.db
    .$executeRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId}::uuid FOR NO KEY UPDATE`;
  const same = await ctx.db.pairingCode.findUnique({ where: { id: requestId } });
  if (same)
    return same.organizationId === organizationId ? success({ pairingId: same.id }) : refusal('NOT_FOUND');
  const now = ctx.clock.now();
  const waiting = await ctx.db.pairingCode.count({
    where: { organizationId, usedAt: null, expiresAt: { gt: now } },
  });
  if (waiting >= WAITING_LIMIT) return refusal('TOO_MANY_CODES', { limit: WAITING_LIMIT });
  await ctx.db.pairingCode.create({
    data: {
      ...wanted,
      id: requestId,
      organizationId,
      codeHash: codeHash(codeOf(requestId)),
      createdAt: now,
      createdBy: ctx.actor.id,
      expiresAt: new Date(now.getTime() + PAIRING_MINUTES * 60_000),
    },
  });
  await audit(ctx, {
    action: 'terminals.pairingCode',
    objectType: wanted.terminalId === null ? 'store' : 'terminal',
    objectId: wanted.terminalId ?? wanted.storeId,
    objectName: wanted.name,
    storeId: wanted.storeId,
  });
  return success({ pairingId: requestId });
}
